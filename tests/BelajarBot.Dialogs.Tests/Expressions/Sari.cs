using BelajarBot.Dialogs.Expressions;

namespace BelajarBot.Dialogs.Tests.Expressions;

/// <summary>A teacher in Bandung of whom everything is known, unless a test makes her forget.</summary>
internal sealed class Sari : IFacts
{
    public static readonly DateTimeOffset Today = new(2026, 3, 10, 8, 0, 0, TimeSpan.FromHours(7));

    public static readonly ExpressionSchema Dialog = new(ExpressionUse.Dialog, Variables(), Dialogs())
    {
        Dialog = "aktivasi",
        Programs = ["pembatik_2026", "belajar_id_2026"],
        Consents = ["data_program", "foto"],
        Areas = Areas(),
    };

    public static readonly ExpressionSchema Audience = new(ExpressionUse.Audience, Variables(), Dialogs())
    {
        Programs = Dialog.Programs,
        Consents = Dialog.Consents,
        Areas = Areas(),
    };

    private readonly Dictionary<string, Value> _values = new()
    {
        ["contact.role"] = Value.Of("guru"),
        ["contact.area"] = Value.Of("32.73"),
        ["contact.npsn"] = Value.Of("20104567"),
        ["contact.email"] = Value.Of("Sari@Guru.SD.Belajar.ID"),
        ["contact.seen"] = Value.Of(Today.AddDays(-5)),
        ["contact.consent"] = Value.Of(true),
        ["contact.pupils"] = Value.Of(28),
        ["program.tenggat"] = Value.Of(new DateTimeOffset(2026, 6, 30, 0, 0, 0, TimeSpan.FromHours(7))),
        ["answers.benar"] = Value.Of("bukan"),
        ["answers.status"] = Value.Of("sudah"),
        ["answer"] = Value.Of("sari@guru.sd.belajar.id"),
    };

    public DateTimeOffset Now => Today;

    public Value Read(Variable variable) => _values.GetValueOrDefault(variable.Name);

    public DateTimeOffset? ReachedAt(MilestoneName milestone) =>
        milestone is { Dialog: "aktivasi", Milestone: "mulai" } ? Today.AddDays(-6) : null;

    public bool StandsAt(string dialog, string? step) => dialog == "aktivasi" && step is null or "masuk";

    public bool HasConsented(string consent) => consent == "data_program";

    public bool IsEnrolled(string program) => program == "pembatik_2026";

    public Sari Without(string name)
    {
        _values.Remove(name);
        return this;
    }

    public Sari With(string name, Value value)
    {
        _values[name] = value;
        return this;
    }

    private static IEnumerable<Variable> Variables() =>
    [
        new(VariableSource.Contact, "role", ValueKind.Choice, ["guru", "kepsek", "tendik", "duta"]),
        new(VariableSource.Contact, "area", ValueKind.Area),
        new(VariableSource.Contact, "npsn", ValueKind.Text),
        new(VariableSource.Contact, "email", ValueKind.Text),
        new(VariableSource.Contact, "seen", ValueKind.Date),
        new(VariableSource.Contact, "consent", ValueKind.Flag),
        new(VariableSource.Contact, "pupils", ValueKind.Number),
        new(VariableSource.Contact, "status", ValueKind.Text),
        new(VariableSource.Program, "tenggat", ValueKind.Date),
        new(VariableSource.Answer, "benar", ValueKind.Choice, ["ya", "bukan", "tidak", "in"]),
        new(VariableSource.Answer, "status", ValueKind.Choice, ["sudah", "belum", "lupa"]),
        new(VariableSource.Answer, "catatan", ValueKind.Text),
        new(VariableSource.Input, "answer", ValueKind.Text),
    ];

    private static IEnumerable<DialogNames> Dialogs() =>
    [
        new("aktivasi", ["mulai", "aktif"], ["sapa", "masuk", "selesai"]),
        new("pembatik", ["daftar", "lulus"], ["mulai", "level_1"]),
    ];

    private static Dictionary<string, string> Areas() => new()
    {
        ["32"] = "32",
        ["32.73"] = "32.73",
        ["33"] = "33",
        ["jabar"] = "32",
        ["kota bandung"] = "32.73",
    };
}
