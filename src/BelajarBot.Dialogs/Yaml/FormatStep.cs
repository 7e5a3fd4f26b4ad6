using BelajarBot.Dialogs.Checks;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>One step of the dialog language, from the format before it to its own.</summary>
/// <param name="To">The format that it leads to.</param>
/// <param name="Change">What it changes, in a sentence for the changelog.</param>
/// <param name="Find">The words of a file that are written differently from then on.</param>
internal sealed record FormatStep(int To, string Change, Func<MapNode, IEnumerable<Respelling>> Find)
{
    /// <summary>An officer has no "SLA": the key says in plain words what it is.</summary>
    internal static readonly FormatStep ReplyWithin = new(
        1, "In `handover`, `sla` is called `reply_within`.",
        root => StepsOf(root).Select(step => step.Find("handover")).OfType<MapNode>().SelectMany(handover => Renamed(handover, "sla", "reply_within")));

    private static IEnumerable<MapNode> StepsOf(MapNode root) => (root.Find("steps") as ListNode)?.Items.OfType<MapNode>() ?? [];

    private static IEnumerable<Respelling> Renamed(MapNode map, string from, string to) =>
        map.Entries.Where(entry => entry.Key.Value == from).Select(entry => new Respelling(entry.Key.Place, from, to));
}

/// <summary>A word of a file that is written differently. Everything around it, comments and layout, stays as it is.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="From">The word.</param>
/// <param name="To">What it becomes; on the same line, so that every other place keeps its line.</param>
internal sealed record Respelling(Place Place, string From, string To)
{
    /// <summary>Respells a text; a word that does not stand where it should is left alone.</summary>
    internal static string Apply(string text, IEnumerable<Respelling> respellings)
    {
        // From the end, so that the places before stay true.
        foreach (var word in respellings.OrderByDescending(word => word.Place.Line).ThenByDescending(word => word.Place.Column))
        {
            var at = OffsetOf(text, word.Place);
            at += at < text.Length && text[at] is '"' or '\'' ? 1 : 0;
            if (string.CompareOrdinal(text, at, word.From, 0, word.From.Length) == 0)
            {
                text = text.Remove(at, word.From.Length).Insert(at, word.To);
            }
        }

        return text;
    }

    /// <summary>Where a place is in a text, in characters from 0; its end for a place behind it.</summary>
    internal static int OffsetOf(string text, Place place)
    {
        var at = 0;
        for (var line = 1; line < place.Line && at < text.Length; at++)
        {
            // What the YAML reader counts as the end of a line; \r\n is one.
            if (text[at] is '\n' or '\u0085' or '\u2028' or '\u2029' || (text[at] == '\r' && (at + 1 == text.Length || text[at + 1] != '\n')))
            {
                line++;
            }
        }

        return Math.Min(at + place.Column - 1, text.Length);
    }
}
