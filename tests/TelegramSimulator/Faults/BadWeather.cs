namespace TelegramSimulator.Faults;

/// <summary>
/// A share of all calls goes wrong by chance, each in one of the ways in which they really do, and a share of updates comes
/// twice. The same seed and the same order of calls meet the same faults.
/// </summary>
/// <param name="seed">Where chance begins.</param>
/// <param name="share">How many of all calls and updates are hit: 0.1 is one in ten.</param>
public sealed class BadWeather(int seed, double share)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(0.2);

    private readonly Lock gate = new();
    private readonly Random chance = new(seed);
    private readonly Dictionary<string, int> met = [];

    /// <summary>What happened so far, and how often: for those who ask whether a test met anything at all.</summary>
    public IReadOnlyDictionary<string, int> Met
    {
        get
        {
            lock (gate)
            {
                return new SortedDictionary<string, int>(met, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Whether calls may take effect although they seem to fail, so that what is sent again arrives twice.</summary>
    public bool MayHideSuccess { get; init; } = true;

    /// <summary>How often something of this name happened.</summary>
    public int Count(string name) => Met.GetValueOrDefault(name);

    /// <summary>The fault that the next call meets, or null.</summary>
    internal Fault? NextFault()
    {
        lock (gate)
        {
            return chance.NextDouble() < share ? Note(ByChance()) : null;
        }
    }

    /// <summary>Whether the next update comes twice.</summary>
    internal bool DoublesUpdate() => Hits("doubled update");

    /// <summary>Whether the answer to the next post of an update is lost on its way.</summary>
    internal bool LosesAnswer() => Hits("lost answer to a post");

    private Fault ByChance() => chance.Next(MayHideSuccess ? 7 : 5) switch
    {
        0 => new Fault.Status(429, "Too Many Requests: retry after 1", RetryAfter: 1),
        1 => new Fault.Status(500, "Internal Server Error"),
        2 => new Fault.Body(502, "<html><body><h1>502 Bad Gateway</h1></body></html>"),
        3 => new Fault.Drop(),
        4 => new Fault.Delay(LongestDelay * chance.NextDouble()),
        5 => new Fault.DropAfterApply(),
        _ => new Fault.TruncatedAfterApply(),
    };

    private bool Hits(string name)
    {
        lock (gate)
        {
            var hits = chance.NextDouble() < share;
            if (hits)
            {
                met[name] = met.GetValueOrDefault(name) + 1;
            }

            return hits;
        }
    }

    private Fault Note(Fault fault)
    {
        var name = fault is Fault.Status status ? $"{status.Code}" : fault.GetType().Name;
        met[name] = met.GetValueOrDefault(name) + 1;
        return fault;
    }
}
