using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>
/// Finds out in which order the bot took what one person did. By polling that is the order in which they did it; to a
/// webhook Telegram posts messages in their order and presses in theirs, side by side, so either may overtake the other.
/// </summary>
/// <param name="library">The dialogs.</param>
/// <param name="did">What they did, in order.</param>
/// <param name="mayOvertake">Whether messages and presses may overtake each other.</param>
internal sealed class PossibleOrders(DialogLibrary library, IReadOnlyList<Input> did, bool mayOvertake)
{
    private const int MostTries = 100_000;

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
        var place = $"{order.OfType<PressInput>().Count()} of {order.Count}: {bot.Said.Count} {string.Join(' ', bot.Conversations)}";
        if (!Begins(read, bot.Said, out _) || been.Count > MostTries || !been.Add(place))
        {
            return null;
        }

        Longest = Math.Max(Longest, order.Count);
        if (left.Count == 0)
        {
            return IsEnd(bot, read, fits);
        }

        var first = left[0];
        var other = left.Find(number => did[number].GetType() != did[first].GetType());
        return Find(bot.After(did[first]), [.. order, did[first]], [.. left.Skip(1)], read, fits)
            ?? (other > first ? Find(bot.After(did[other]), [.. order, did[other]], [.. left.Where(number => number != other)], read, fits) : null);
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
