namespace TelegramSimulator.Webhooks;

/// <summary>When a failed update is posted again (T34): at once, then after 2, 4, 8 … seconds up to a minute or two.</summary>
public struct RetryDelay()
{
    private static readonly TimeSpan MostRetryAfter = TimeSpan.FromHours(1);

    private bool hasFailed;
    private double seconds = 1;

    /// <summary>The wait after one more failure; what the bot asked for counts, up to an hour.</summary>
    public TimeSpan Next(TimeSpan? retryAfter)
    {
        var isFirst = !hasFailed;
        hasFailed = true;
        if (retryAfter > TimeSpan.Zero)
        {
            return retryAfter.Value < MostRetryAfter ? retryAfter.Value : MostRetryAfter;
        }

        if (isFirst)
        {
            return TimeSpan.Zero;
        }

        seconds = Math.Min(seconds * 2, Random.Shared.Next(60, 121));
        return TimeSpan.FromSeconds(seconds);
    }
}
