using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Tests.Checks;

namespace BelajarBot.Dialogs.Tests.Programs;

/// <summary>A programme for tests, with a value of every kind.</summary>
internal static class Lomba
{
    internal const string Path = "programs/lomba.yaml";

    internal const string File = """
        program: lomba
        title: Lomba Menulis
        languages: [id, en]
        links:
          kabar: {title: Kabar, value: kabar.example, source: uji, last_checked: 2026-01-31, confidence: V-press}
          situs: {title: Situs Lomba, value: lomba.example, source: uji, last_checked: 2026-01-31, confidence: V}
        facts:
          biaya: {value: gratis, source: uji, last_checked: 2026-01-31, confidence: V}
          nilai: {value: 70, type: number, source: uji, last_checked: 2026-01-31, confidence: V}
          hadiah: {value: sepeda, source: kabar, last_checked: 2026-01-31, confidence: U}
          tempat:
            - {value: Bandung, valid_to: 2026-06-30, source: uji, last_checked: 2026-01-31, confidence: V}
            - {value: Malang, valid_from: 2026-07-01, valid_to: 2026-12-31, source: uji, last_checked: 2026-01-31, confidence: V}
        dates: [final]
        cycles:
          - cycle: 2025
            state: closed
            source: uji
            last_checked: 2026-01-31
            confidence: V-press
            dates:
              daftar_tutup: {value: 2025-07-15, source: uji, last_checked: 2026-01-31, confidence: V-press}
          - cycle: 2026
            state: open
            source: uji
            last_checked: 2026-01-31
            confidence: V
            dates:
              daftar_buka: {value: 2026-06-01, source: uji, last_checked: 2026-01-31, confidence: V}
              daftar_tutup: {value: 2026-07-15, source: uji, last_checked: 2026-01-31, confidence: V}
              undian: {value: 2026-08-01, source: kabar, last_checked: 2026-01-31, confidence: U}
          - {cycle: 2027, state: unannounced}
        """;

    private const string English = """
        title: Writing Contest
        links.kabar.title: News
        links.situs.title: The contest's site
        facts.biaya: free
        facts.hadiah: a bicycle
        facts.tempat: Bandung city
        facts.tempat.2: Malang city
        """;

    internal static Dictionary<string, string> Files { get; } = new() { [Path] = File, ["programs/lomba.en.yaml"] = English };

    /// <summary>Noon in Jakarta.</summary>
    internal static DateTimeOffset On(string day) => DateTimeOffset.Parse($"{day}T12:00:00+07:00", System.Globalization.CultureInfo.InvariantCulture);

    internal static Programmes Load(string? file = null)
    {
        var loaded = DialogFiles.Bare.Where(bare => !bare.Key.StartsWith("programs/", StringComparison.Ordinal))
            .Concat(Files).ToDictionary().With(Path, file ?? File).Load();
        Assert.True(loaded.Library is not null, string.Join('\n', loaded.Problems));
        return loaded.Library.Programmes;
    }

    internal static ProgrammeOverride Change(string cycle, string key, string? value) =>
        new("lomba", cycle, key, value, "Rini", On("2026-05-01"));
}
