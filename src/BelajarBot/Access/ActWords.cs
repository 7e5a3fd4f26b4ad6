using System.Collections.Immutable;
using System.Globalization;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.People;

namespace BelajarBot.Access;

/// <summary>
/// What officers did, in words: <c>peran.taken_away</c> is the text <c>act_peran_taken_away</c> of <c>/audit</c>. An act that
/// has none, one of an older version perhaps, is told by its code.
/// </summary>
internal static class ActWords
{
    private const string Refused = "refused";

    /// <summary>Every act that is written down; a test holds that none is missing.</summary>
    internal static readonly ImmutableArray<string> Acts =
    [
        "audit.read", "edaran.published", "edaran.withdrawn", "ekspor.figures", "ekspor.people", "jadwal.seen",
        "kegiatan.agenda", "kegiatan.cancelled", "kegiatan.invited", "kegiatan.moved", "kegiatan.names",
        "kontak.imported", "peran.claimed", "peran.invited", "peran.left", "peran.list", "peran.taken", "peran.taken_away", "peran.wrong_code", "program.set", "program.unset",
        "siaran.approved", "siaran.cancelled", "siaran.counted", "siaran.handed_in", "siaran.history", "siaran.paused", "siaran.rejected", "siaran.result", "siaran.resumed",
        "statistik.counted", "statistik.read", "tiket.answer", "tiket.claim", "tiket.close", "tiket.draft", "tiket.off_duty", "tiket.on_duty", "tiket.queue", "tiket.release", "tiket.show", "tiket.taken_back",
        "usulan.approved", "usulan.attachments", "usulan.declined", "usulan.export", "usulan.in_review", "usulan.queue", "usulan.released", "usulan.returned",
        "usulan.seen",
    ];

    /// <summary>The texts that the file of <c>/audit</c> must have for them.</summary>
    internal static IEnumerable<(string Key, ImmutableArray<string> Variables)> Texts =>
        [.. Acts.Select(act => (KeyOf(act), ImmutableArray<string>.Empty)), (KeyOf(Refused), ["command"]), ("act_number", ["number"]), ("act_days", ["days"]), ("act_people", ["count"]), ("act_sent", ["sent", "moved"])];

    /// <summary>An act in words.</summary>
    /// <param name="library">The texts.</param>
    /// <param name="language">The reader's language.</param>
    /// <param name="act">As it was written down: <c>command.act</c>.</param>
    internal static string Of(DialogLibrary library, string language, string act)
    {
        var (command, did) = Split(act);
        return library.Texts.FindCommand(AuditCommand.Contract.Command)?.Texts.GetValueOrDefault(KeyOf(did == Refused ? Refused : act)) is { } text
            ? text.In(language).Render(new NamedValues([("command", command)])).Text
            : act;
    }

    /// <summary>The codes and numbers of an act in words; null where they say nothing to people.</summary>
    /// <param name="library">The texts.</param>
    /// <param name="language">The reader's language.</param>
    /// <param name="act">The act.</param>
    /// <param name="details">As they were written down.</param>
    /// <param name="area">The area of the act, which is told beside them.</param>
    internal static string? DetailsOf(DialogLibrary library, string language, string act, string? details, string? area)
    {
        var (command, did) = Split(act);
        return details is null || did == Refused && command != "usulan" ? null : command switch
        {
            "peran" when details.Split(' ') is [var role, .. var days] && Roles.Find(role) is not null =>
                Join(TextOf(library, language, "peran", $"role_{role}"), days is [not "0" and var lasting] ? TextOf(library, language, "audit", "act_days", ("days", lasting)) : null),
            "program" => ProgrammeWords(library, language, details.Split(' ', 4)),
            "statistik" or "ekspor" => string.Join(' ', details.Split(' ').Where(word => word != area).Select(word => QuestionWord(library, language, word))),
            "tiket" when did == "close" && details.Split(' ') is [var number, var reason] =>
                Join(Numbered(library, language, number), TextOf(library, language, "tiket", $"reason_{reason}")),
            "tiket" when did != "queue" => Numbered(library, language, details),
            "kontak" => TextOf(library, language, "audit", "act_people", ("count", details)),
            "kegiatan" when did == "agenda" => Numbered(library, language, details.Split(':')[0]),
            "siaran" when did == "history" => Numbered(library, language, details.Replace(" ", ", ", StringComparison.Ordinal)),
            "siaran" or "kegiatan" when details.Split(": ") is [var number, var counts] => Join(
                Numbered(library, language, number),
                counts.Split(", ") is [var sent, var moved]
                    ? TextOf(library, language, "audit", "act_sent", ("sent", sent), ("moved", moved))
                    : TextOf(library, language, "audit", "act_people", ("count", counts))),
            "siaran" or "kegiatan" or "edaran" or "usulan" when did != "export" => Numbered(library, language, details),
            "usulan" => details,
            _ => null,
        };
    }

    private static (string Command, string Did) Split(string act) => act.Split('.', 2) is [var command, var did] ? (command, did) : (act, "");

    /// <summary>What was set to what: <c>pembatik 2026 pendaftaran_tutup 2026-07-15</c>.</summary>
    private static string ProgrammeWords(DialogLibrary library, string language, string[] parts)
    {
        if (parts is not [var id, var cycle, var key, var value])
        {
            return string.Join(' ', parts);
        }

        var shown = value == "-" ? TextOf(library, language, "program", "as_in_file")
            : key == "state" && Cycle.StateNames.Contains(value) ? library.Texts[$"program_{value}"].In(language).Source
            : library.Texts.Data.Display("date", value, new ValueContext(DateTimeOffset.UnixEpoch, Person.ClockOf(null), language));
        var name = key == "state" ? TextOf(library, language, "program", "state") : library.Programmes.Find(id)?.DateTitle(key, language);
        return $"{TitleOf(library, language, id)} {cycle}, {name ?? Spaced(key)}: {shown}";
    }

    /// <summary>A word of a question about figures: codes of areas, programmes and marks have names.</summary>
    private static string QuestionWord(DialogLibrary library, string language, string word) =>
        word.Length > 0 && char.IsAsciiDigit(word[0]) && word.Contains('.', StringComparison.Ordinal) | word.Length == 2
            && library.Texts.Data.Types.Regions.Find(word) is { } region ? region.Name
        : TitleOf(library, language, word);

    private static string TitleOf(DialogLibrary library, string language, string id) =>
        library.Programmes.Find(id)?.Title.In(language).Source ?? library.Find(id)?.Title.In(language).Source ?? Spaced(id);

    private static string Numbered(DialogLibrary library, string language, string number) => TextOf(library, language, "audit", "act_number", ("number", number));

    private static string TextOf(DialogLibrary library, string language, string command, string key, params ReadOnlySpan<(string Name, string? Words)> values) =>
        library.Texts.FindCommand(command)?.Texts.GetValueOrDefault(key)?.In(language).Render(new NamedValues(values)).Text ?? Spaced(key);

    private static string Join(params ReadOnlySpan<string?> parts)
    {
        var said = new List<string>();
        foreach (var part in parts)
        {
            if (part is { Length: > 0 })
            {
                said.Add(part);
            }
        }

        return string.Join(", ", said);
    }

    private static string Spaced(string id) => id.Replace('_', ' ');

    private static string KeyOf(string act) => string.Create(CultureInfo.InvariantCulture, $"act_{act.Replace('.', '_')}");
}
