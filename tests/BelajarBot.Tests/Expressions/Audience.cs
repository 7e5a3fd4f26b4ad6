using System.Globalization;
using BelajarBot.Dialogs.Expressions;
using FsCheck;
using FsCheck.Fluent;

namespace BelajarBot.Tests.Expressions;

/// <summary>Random audience expressions, of the right types, about the people of <see cref="PeopleTable"/>.</summary>
internal static class Audience
{
    public static readonly ExpressionSchema Schema = new(
        ExpressionUse.Audience,
        [
            new(VariableSource.Contact, "role", ValueKind.Choice, ["guru", "kepsek", "tendik", "duta"]),
            new(VariableSource.Contact, "area", ValueKind.Area),
            new(VariableSource.Contact, "npsn", ValueKind.Text),
            new(VariableSource.Contact, "name", ValueKind.Text),
            new(VariableSource.Contact, "created", ValueKind.Date),
            new(VariableSource.Contact, "seen", ValueKind.Date),
            new(VariableSource.Contact, "pupils", ValueKind.Number),
            new(VariableSource.Contact, "consent", ValueKind.Flag),
            new(VariableSource.Program, "tenggat", ValueKind.Date),
            new(VariableSource.Program, "dibatalkan", ValueKind.Date),
            new(VariableSource.Program, "kuota", ValueKind.Number),
            new(VariableSource.Program, "kota", ValueKind.Text),
        ],
        [new("aktivasi", ["mulai", "aktif"], ["sapa", "masuk"]), new("pembatik", ["lulus"], ["daftar"])])
    {
        Programs = ["pembatik_2026", "belajar_id_2026"],
        Consents = ["data_program", "data", "foto"],
        Areas = new[] { "32", "32.73", "33", "3" }.ToDictionary(code => code),
    };

    /// <summary>Words that differ in just what databases like to treat differently.</summary>
    public static readonly string[] Words =
        ["a", "A", "aB", "ab%", "a_b", "axb", "a\\b", "É", "é", "😀a", "belajar.id", "Sari@BELAJAR.ID", "%", "_", "'", "\"", " a", "ı"];

    private static readonly Gen<string> _text = Gen.Elements(Words).Select(word => $"\"{word.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"");
    private static readonly Gen<string> _role = Gen.Elements("guru", "kepsek", "tendik", "duta");
    private static readonly Gen<string> _area = Gen.Elements("32", "32.73", "33", "3");
    private static readonly Gen<string> _words = Gen.Elements("npsn", "contact.name", "program.kota");
    private static readonly Gen<string> _number = Gen.Choose(0, 6).Select(half => (half / 2d).ToString(CultureInfo.InvariantCulture));
    private static readonly Gen<string> _same = Gen.Elements("=", "!=");
    private static readonly Gen<string> _order = Gen.Elements("=", "!=", "<", "<=", ">", ">=");
    private static readonly Gen<string> _milestone = Gen.Elements("aktivasi.mulai", "aktivasi.aktif", "pembatik.lulus");

    private static readonly Gen<string> _duration =
        Gen.Choose(0, 72).Select(hours => $"{hours} hours").Or(Gen.Choose(0, 3).Select(days => $"{days} days"));

    private static readonly Gen<string> _date = Gen.OneOf(
        Gen.Elements("seen", "created", "now", "program.tenggat", "program.dibatalkan", "2026-03-09", "2026-03-10"),
        _milestone.Select(milestone => $"reached_at({milestone})"));

    private static readonly Gen<string> _elapsed = Gen.OneOf(
        Gen.Constant("silent"),
        from function in Gen.Elements("since", "until")
        from date in Gen.Elements("seen", "created", "now", "program.tenggat", "program.dibatalkan").Or(_milestone.Select(milestone => $"reached_at({milestone})"))
        select $"{function}({date})");

    private static readonly Gen<string> _quantity = Gen.Elements("pupils", "program.kuota", "length(npsn)", "length(contact.name)");

    private static readonly Gen<string> _atom = Gen.OneOf(
        Gen.Elements("role", "area", "npsn", "contact.name", "seen", "pupils", "consent", "program.tenggat", "program.dibatalkan", "program.kota", "true", "false"),
        Compare(Gen.Constant("role"), _same, _role),
        Compare(Gen.Constant("area"), _same, _area),
        Compare(_words, _same, _text.Or(_words)),
        Compare(_quantity, _order, _number.Or(_quantity)),
        Compare(_date, _order, _date),
        Compare(_elapsed, _order, _duration.Or(_elapsed)),
        In(Gen.Constant("role"), _role),
        In(Gen.Constant("area"), _area),
        In(_words, _text),
        In(_quantity, _number),
        In(_elapsed, _duration),
        from function in Gen.Elements("starts_with", "ends_with", "contains")
        from words in _words
        from text in _text
        select $"{function}({words}, {text})",
        _milestone.Select(milestone => $"reached({milestone})"),
        from milestone in _milestone
        from duration in _duration
        select $"reached({milestone}) within {duration}",
        Gen.Elements("stuck(aktivasi)", "stuck(aktivasi.masuk)", "stuck(pembatik.daftar)", "enrolled(pembatik_2026)", "enrolled(belajar_id_2026)"),
        Gen.Elements("consented(data_program)", "consented(data)", "consented(foto)"));

    public static Gen<string> Sources(int depth) => depth == 0 ? _atom : Gen.OneOf(
        _atom,
        Sources(depth - 1).Select(inner => $"not ({inner})"),
        from word in Gen.Elements(" and ", " or ")
        from count in Gen.Choose(2, 3)
        from parts in Sources(depth - 1).ArrayOf(count)
        select string.Join(word, parts.Select(part => $"({part})")));

    private static Gen<string> Compare(Gen<string> lefts, Gen<string> operators, Gen<string> rights) =>
        from left in lefts
        from comparison in operators
        from right in rights
        select $"{left} {comparison} {right}";

    private static Gen<string> In(Gen<string> lefts, Gen<string> values) =>
        from left in lefts
        from word in Gen.Elements("in", "not in")
        from count in Gen.Choose(1, 3)
        from list in values.ArrayOf(count)
        select $"{left} {word} ({string.Join(", ", list)})";
}
