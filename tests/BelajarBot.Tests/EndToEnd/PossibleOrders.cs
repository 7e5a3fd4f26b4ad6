using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>
/// Every way in which what one person did may have arrived: as they did it, or with messages and presses that were next to
/// each other changed about, since Telegram keeps the order of each of the two but not of both. The likeliest comes first.
/// </summary>
internal sealed class PossibleOrders(DialogLibrary library, IReadOnlyList<Input> did)
{
    /// <summary>More than anybody needs who is overtaken now and then.</summary>
    private const int Most = 500;

    private readonly List<IReadOnlyList<Input>> orders = [did];
    private readonly HashSet<string> known = [string.Join(' ', Enumerable.Range(0, did.Count))];
    private readonly List<int[]> numbers = [[.. Enumerable.Range(0, did.Count)]];
    private readonly List<UndisturbedBot> ends = [];
    private int spread;

    /// <summary>What an undisturbed bot would have said and remembered in one of these orders that fits, or null.</summary>
    public UndisturbedBot? Find(Func<UndisturbedBot, bool> fits)
    {
        for (var i = 0; ; i++)
        {
            while (i >= orders.Count && spread < numbers.Count && orders.Count < Most)
            {
                Spread(numbers[spread++]);
            }

            if (i >= orders.Count)
            {
                return null;
            }

            if (i >= ends.Count)
            {
                ends.Add(UndisturbedBot.After(library, orders[i]));
            }

            if (fits(ends[i]))
            {
                return ends[i];
            }
        }
    }

    private void Spread(int[] order)
    {
        for (var i = 0; i + 1 < order.Length; i++)
        {
            if (did[order[i]].GetType() == did[order[i + 1]].GetType())
            {
                continue;
            }

            int[] other = [.. order[..i], order[i + 1], order[i], .. order[(i + 2)..]];
            if (known.Add(string.Join(' ', other)))
            {
                numbers.Add(other);
                orders.Add([.. other.Select(number => did[number])]);
            }
        }
    }
}
