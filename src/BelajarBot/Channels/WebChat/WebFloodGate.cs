using System.Threading.RateLimiting;

namespace BelajarBot.Channels.WebChat;

/// <summary>Lets a person say twenty things at once and one a second after that: more than any thumb can.</summary>
internal sealed class WebFloodGate : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 20,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));

    /// <summary>Whether the person may say one more thing now.</summary>
    public bool Admits(string address)
    {
        using var lease = limiter.AttemptAcquire(address);
        return lease.IsAcquired;
    }

    /// <inheritdoc />
    public void Dispose() => limiter.Dispose();
}
