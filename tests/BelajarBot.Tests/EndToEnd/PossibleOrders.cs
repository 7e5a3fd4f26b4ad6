using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>
/// Finds out in which order the bot took what one person did. By polling that is the order in which they did it; to a
/// webhook Telegram posts messages in their order and presses in theirs, side by side, so either may overtake the other; and one whose
/// post failed comes again a little later.
/// </summary>
/// <param name="library">The dialogs.</param>
/// <param name="did">What they did, in order.</param>
/// <param name="mayOvertake">Whether messages and presses may overtake each other.</param>
internal sealed class PossibleOrders(DialogLibrary library, IReadOnlyList<Input> did, bool mayOvertake)
{
    private const int MostTries = 100_000;

    /// <summary>How many that were done later may come before one whose post failed.</summary>
    private const int Overtaking = 3;

    /// <summary>Where the search has been: how many of each were taken, and what the bot said and remembered then.</summary>
    private readonly HashSet<string> been = [];

    /// <summary>In how many places the last search has been.</summary>
    public int Tries => been.Count;

    /// <summary>How many updates the longest order had whose messages are the beginning of what was read.</summary>
    public int Longest { get; private set; }

    /// <summary>
    /// What an undisturbed bot would have remembered that says all of what was read, in this order and with nothing between
    /// but what was read before; null when there is none.
    /// </summary>
    public UndisturbedBot? Find(IReadOnlyList<string> read, Func<UndisturbedBot, bool>? fits = null)
    {
        been.Clear();
        Longest = 0;
        fits ??= _ => true;
        return mayOvertake
            ? Find(new UndisturbedBot(library), [], [.. Enumerable.Range(0, did.Count)], read, fits)
            : IsEnd(UndisturbedBot.After(library, did), read, fits);
    }

    private UndisturbedBot? Find(UndisturbedBot bot, List<Input> order, List<int> left, IReadOnlyList<string> read, Func<UndisturbedBot, bool> fits)
    {
        var place = $"{string.Join(' ', left)}: {bot.Said.Count} {string.Join(' ', bot.Conversations)}";
        if (!Begins(read, bot.Said, out _) || been.Count > MostTries || !been.Add(place))
        {
            return null;
        }

        Longest = Math.Max(Longest, order.Count);
        if (left.Count == 0)
        {
            return IsEnd(bot, read, fits);
        }

        // In their order first; a post that failed comes again later, and what was sent after it may be before it.
        var next = left.Take(1)
            .Concat(left.Where(number => did[number].GetType() != did[left[0]].GetType()).Take(1))
            .Concat(left.GroupBy(number => did[number].GetType()).SelectMany(queue => queue.Skip(1).Take(Overtaking)));
        foreach (var number in next)
        {
            if (Find(bot.After(did[number]), [.. order, did[number]], [.. left.Where(other => other != number)], read, fits) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static UndisturbedBot? IsEnd(UndisturbedBot bot, IReadOnlyList<string> read, Func<UndisturbedBot, bool> fits) =>
        Begins(read, bot.Said, out var isAll) && isAll && fits(bot) ? bot : null;

    /// <summary>Whether what was read begins with what was said, repetitions of what was read before aside.</summary>
    private static bool Begins(IReadOnlyList<string> read, List<string> said, out bool isAll)
    {
        var found = 0;
        isAll = true;
        foreach (var text in read)
        {
            if (found < said.Count && text == said[found])
            {
                found++;
            }
            else if (said.IndexOf(text, 0, found) < 0)
            {
                isAll = false;
                break;
            }
        }

        return found == said.Count;
    }
}
