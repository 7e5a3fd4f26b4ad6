using System.Globalization;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Reminders;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>
/// Reads <c>holidays.yaml</c>: the days on which nobody is reminded.
/// <code>
/// holidays:
///   - {date: 08-17, name: Hari Kemerdekaan, source: Keppres 8/2024, last_checked: 2026-01-31, confidence: V}
///   - {date: 2026-03-20, name: Idulfitri, source: SKB 3 Menteri, last_checked: 2026-01-31, confidence: V}
/// </code>
/// </summary>
internal static class HolidaysReader
{
    internal static Holidays Read(string path, IReadOnlyDictionary<string, string> files, LanguageData data, ProblemList problems)
    {
        if (!files.TryGetValue(path, out var text) || YamlFile.Read(path, text, problems) is not { } root)
        {
            return Holidays.None;
        }

        var file = new FileReader(path, ["id"], new Dictionary<string, Translation>(), problems, data);
        file.CheckKeys(root, ["holidays"], path);
        var holidays = new Dictionary<(int?, int, int), Holiday>();
        foreach (var map in file.Maps(root, "holidays"))
        {
            file.CheckKeys(map, ["date", "name", .. ProvenanceReader.Keys], "holidays");
            var name = file.Required(map, "name");
            var provenance = ProvenanceReader.Read(map, file);
            if (file.Required(map, "date") is not { } date)
            {
                continue;
            }

            if (Parse(date) is not { } day)
            {
                problems.Error(map.PlaceOf("date"), "D102",
                    $"\"{date}\" bukan tanggal hari libur. Tulis 08-17 untuk setiap tahun, atau 2026-03-20 untuk satu tahun.",
                    $"\"{date}\" is no date of a holiday. Write 08-17 for every year, or 2026-03-20 for one.");
            }
            else if (!holidays.TryAdd(day, new Holiday(day.Month, day.Day, day.Year, name ?? "", provenance)))
            {
                problems.Error(map.PlaceOf("date"), "D001",
                    $"Hari libur \"{date}\" tertulis dua kali. Hapus salah satunya.", $"The holiday \"{date}\" stands twice. Remove one.");
            }
        }

        return new Holidays(holidays.Values);
    }

    /// <summary>A day without a year is read in a leap year, so that 29 February is one.</summary>
    private static (int? Year, int Month, int Day)? Parse(string text) =>
        text.Length == 5 && DateOnly.TryParseExact($"2000-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var every)
            ? (null, every.Month, every.Day)
        : Programs.SourcedValue.ReadDate(text) is { Year: > 2000 and < 2100 } once ? (once.Year, once.Month, once.Day)
        : null;
}
