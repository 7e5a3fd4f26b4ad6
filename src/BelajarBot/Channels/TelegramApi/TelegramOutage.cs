using System.Security.Cryptography;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>
/// What goes wrong between us and Telegram, told once until it changes or is over, and how long to wait meanwhile.
/// </summary>
internal sealed partial class TelegramOutage(TelegramOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Whatever Telegram says, it is asked again after so long.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private volatile TelegramHealth health = new(null, null, null, IsClosed: false);
    private string? kind;
    private int attempts;

    /// <summary>How it is now.</summary>
    public TelegramHealth Health => health;

    /// <summary>Notes the trouble. The same kind twice in a row is one trouble and one line.</summary>
    public void Begin(TelegramTrouble trouble)
    {
        lock (gate)
        {
            if (kind == trouble.Kind)
            {
                return;
            }

            kind = trouble.Kind;
            var isClosed = trouble.IsTokenRefused && options.TokenFile.Length == 0;
            health = health with { Trouble = trouble.Text, Since = health.Since ?? time.GetUtcNow(), IsClosed = isClosed };
        }

        LogTrouble(trouble.IsTokenRefused ? LogLevel.Critical : LogLevel.Warning, trouble.Text);
    }

    /// <summary>Telegram answered, and what it brought is kept.</summary>
    public void End()
    {
        var now = time.GetUtcNow();
        DateTimeOffset? since = null;
        lock (gate)
        {
            if (kind is not null)
            {
                since = health.Since ?? now;
            }

            (kind, attempts) = (null, 0);
            health = new TelegramHealth(now, null, null, IsClosed: false);
        }

        if (since is { } begin)
        {
            LogOver((now - begin).TotalSeconds);
        }
    }

    /// <summary>Waits what Telegram says, or else ever longer; a part is chance, so that instances do not march in step.</summary>
    public Task PauseAsync(TelegramTrouble trouble, CancellationToken stop)
    {
        if (trouble.Wait is { } told)
        {
            return Task.Delay((told < LongestWait ? told : LongestWait) + Jitter(TimeSpan.FromSeconds(1)), time, stop);
        }

        var pause = options.RetryDelay * Math.Pow(2, Math.Min(Interlocked.Increment(ref attempts) - 1, 10));
        pause = pause < LongestPause ? pause : LongestPause;
        return Task.Delay(pause + Jitter(pause / 4), time, stop);
    }

    private static TimeSpan Jitter(TimeSpan most) => most * (RandomNumberGenerator.GetInt32(1000) / 1000.0);

    [LoggerMessage(EventId = 3003, Message = "{Trouble}")]
    private partial void LogTrouble(LogLevel level, string trouble);

    [LoggerMessage(3004, LogLevel.Information, "Updates come in again after {Seconds:0} s")]
    private partial void LogOver(double seconds);
}
