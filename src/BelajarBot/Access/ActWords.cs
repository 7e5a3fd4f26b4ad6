using System.Collections.Immutable;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Access;

/// <summary>
/// What officers did, in words: <c>peran.taken_away</c> is the text <c>act_peran_taken_away</c> of <c>/audit</c>. An act that
/// has none, one of an older version perhaps, is told by its code.
/// </summary>
internal static class ActWords
{
    private const string Refused = "refused";

    private static readonly ImmutableArray<string> Acts =
    [
        "audit.read", "ekspor.figures", "ekspor.people", "jadwal.seen", "peran.claimed", "peran.invited", "peran.left", "peran.list", "peran.taken", "peran.taken_away",
        "peran.wrong_code", "program.set", "program.unset", "siaran.approved", "siaran.cancelled", "siaran.counted", "siaran.handed_in", "siaran.history", "siaran.paused", "siaran.rejected",
        "siaran.result", "siaran.resumed", "statistik.counted", "statistik.read", "tiket.answer", "tiket.claim", "tiket.close", "tiket.draft", "tiket.queue",
        "tiket.release", "tiket.show",
    ];

    /// <summary>The texts that the file of <c>/audit</c> must have for them.</summary>
    internal static IEnumerable<(string Key, ImmutableArray<string> Variables)> Texts =>
        [.. Acts.Select(act => (KeyOf(act), ImmutableArray<string>.Empty)), (KeyOf(Refused), ["command"])];

    /// <summary>An act in words.</summary>
    /// <param name="library">The texts.</param>
    /// <param name="language">The reader's language.</param>
    /// <param name="act">As it was written down: <c>command.act</c>.</param>
    internal static string Of(DialogLibrary library, string language, string act)
    {
        var (command, did) = act.Split('.', 2) is [var first, var second] ? (first, second) : (act, "");
        return library.Texts.FindCommand(AuditCommand.Contract.Command)?.Texts.GetValueOrDefault(KeyOf(did == Refused ? Refused : act)) is { } text
            ? text.In(language).Render(new NamedValues([("command", command)])).Text
            : act;
    }

    private static string KeyOf(string act) => $"act_{act.Replace('.', '_')}";
}
