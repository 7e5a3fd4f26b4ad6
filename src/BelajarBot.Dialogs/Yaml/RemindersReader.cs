using System.Collections.Immutable;
using System.Globalization;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>
/// Reads the reminders of a dialog:
/// <code>
/// reminders:
///   - id: lanjut
///     when: idle 1 day
///     say: Kita belum selesai. Lanjutkan sekarang?
///     buttons: [resume, later, stop]
///   - id: tenggat
///     when: 7 days before tenggat at 09:00
///     unless: reached(aktif)
///     say: Tinggal 7 hari.
/// </code>
/// </summary>
internal static class RemindersReader
{
    private static readonly string[] Keys = ["id", "when", "unless", "say", "buttons", "valid"];

    internal static ImmutableArray<ReminderRule> Read(MapNode root, FileReader file, bool isOfProgramme = false)
    {
        var rules = ImmutableArray.CreateBuilder<ReminderRule>();
        var seen = new HashSet<string>();
        foreach (var map in file.Maps(root, "reminders"))
        {
            file.CheckKeys(map, isOfProgramme ? [.. Keys, "opens"] : Keys, "reminders");
            var id = file.RequiredId(map, "id");
            var when = When(map, file);
            if (id is null || when is null || file.RequiredText(map, "say", $"reminder.{id}.say") is not { } say)
            {
                continue;
            }

            if (isOfProgramme && when is ReminderTime.Idle)
            {
                file.Problems.Error(map.PlaceOf("when"), "D070",
                    $"Pengingat program \"{id}\" harus menurut tanggal, karena di program tidak ada masa diam. Tulis misalnya \"3 days before program.pendaftaran_tutup at 09:00\".",
                    $"The reminder \"{id}\" of a programme must go by a date, because there is no silence in a programme. Write for example \"3 days before program.pendaftaran_tutup at 09:00\".");
                continue;
            }

            if (!seen.Add(id))
            {
                file.Problems.Error(map.PlaceOf("id"), "D001",
                    $"Ada dua pengingat \"{id}\". Ganti id salah satunya.", $"There are two reminders \"{id}\". Rename one of the ids.");
                continue;
            }

            rules.Add(new ReminderRule(id, when, file.Condition(map, "unless"), say, Buttons(map, file), file.Duration(map, "valid"), map.PlaceOf("when"))
            {
                Opens = isOfProgramme ? file.Word(map, "opens") : null,
                OpensPlace = map.PlaceOf("opens"),
            });
        }

        return rules.ToImmutable();
    }

    private static ImmutableArray<ReminderButton> Buttons(MapNode map, FileReader file)
    {
        var buttons = ImmutableArray.CreateBuilder<ReminderButton>();
        string[] known = ["resume", "later", "stop"];
        foreach (var word in file.Words(map, "buttons"))
        {
            if (Array.IndexOf(known, word) is >= 0 and var index)
            {
                buttons.Add((ReminderButton)index);
            }
            else
            {
                file.Problems.Error(map.PlaceOf("buttons"), "D004",
                    $"Tombol pengingat \"{word}\" tidak ada.{Spelling.MaksudAnda(word, known)} Yang ada: resume, later, stop.",
                    $"There is no reminder button \"{word}\".{Spelling.DidYouMean(word, known)} There are: resume, later, stop.");
            }
        }

        return map.Has("buttons") ? buttons.ToImmutable() : [ReminderButton.Resume, ReminderButton.Later, ReminderButton.Stop];
    }

    /// <summary><c>idle 1 day</c>, or <c>7 days before tenggat at 09:00</c>.</summary>
    private static ReminderTime? When(MapNode map, FileReader file)
    {
        if (file.Required(map, "when") is not { } text)
        {
            return null;
        }

        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["idle", ..] && Durations.Parse(text["idle".Length..].Trim()) is { } silence)
        {
            return new ReminderTime.Idle(silence);
        }

        if (words is [var number, var unit, "before" or "after", var date, "at", var clock]
            && Durations.Parse($"{number} {unit}") is { } distance
            && distance == TimeSpan.FromDays(distance.Days)
            && TimeOnly.TryParseExact(clock, ["HH:mm", "HH.mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            return new ReminderTime.ByDate(words[2] == "before" ? -distance.Days : distance.Days, date, at);
        }

        file.Problems.Error(map.PlaceOf("when"), "D070",
            $"\"{text}\" tidak terbaca sebagai waktu pengingat. Tulis \"idle 1 day\" atau \"7 days before tenggat at 09:00\".",
            $"\"{text}\" cannot be read as the time of a reminder. Write \"idle 1 day\" or \"7 days before tenggat at 09:00\".");
        return null;
    }
}
