namespace BelajarBot.Dialogs.Expressions;

/// <summary>A function of the language.</summary>
/// <param name="Name">The word.</param>
/// <param name="Arity">How many arguments it takes.</param>
/// <param name="TakesName">Whether its argument is the name of a milestone, step, programme or answer: a word, never computed.</param>
/// <param name="Usage">An example of its use, for error messages.</param>
internal sealed record Function(string Name, int Arity, bool TakesName, string Usage)
{
    /// <summary>Every function; <see cref="Binder"/> gives each its meaning.</summary>
    public static IReadOnlyDictionary<string, Function> All { get; } = new Function[]
    {
        new("reached", 1, TakesName: true, "reached(aktivasi_belajar_id.akun_aktif)"),
        new("stuck", 1, TakesName: true, "stuck(aktivasi_belajar_id.masuk)"),
        new("enrolled", 1, TakesName: true, "enrolled(pembatik_2026)"),
        new("consented", 1, TakesName: true, "consented(data_program)"),
        new("answered", 1, TakesName: true, "answered(npsn)"),
        new("starts_with", 2, TakesName: false, "starts_with(answer, \"https://\")"),
        new("ends_with", 2, TakesName: false, "ends_with(answer, \"belajar.id\")"),
        new("contains", 2, TakesName: false, "contains(answer, \"sekolah\")"),
        new("reached_at", 1, TakesName: true, "reached_at(aktivasi_belajar_id.mulai) < 2026-03-01"),
        new("since", 1, TakesName: false, "since(reached_at(aktivasi_belajar_id.mulai)) > 7 days"),
        new("until", 1, TakesName: false, "until(program.tenggat) < 7 days"),
        new("length", 1, TakesName: false, "length(answer) >= 10"),
    }.ToDictionary(function => function.Name);
}
