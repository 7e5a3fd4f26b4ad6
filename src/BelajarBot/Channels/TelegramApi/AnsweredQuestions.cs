using System.Globalization;
using System.Threading.Channels;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>
/// Edits questions that were answered by a button, so that they show the answer and cannot be pressed again (T102). This is
/// for the eye only, so it takes a sixth of the pace at most, goes one after another, and what cannot be edited soon is left
/// as it is: no message ever waits for it (T68).
/// </summary>
internal sealed partial class AnsweredQuestions(BotApiClient client, CallPace pace, TimeProvider time, ILogger<AnsweredQuestions> logger)
    : BackgroundService
{
    private const int MostText = 4096;
    private const int MostWaiting = 100;

    /// <summary>Later than this the person has long seen what comes next.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(5);
    private static readonly LinkPreviewOptions NoPreview = new(IsDisabled: true);

    private readonly Channel<(IncomingMessage Press, long At)> waiting = Channel.CreateBounded<(IncomingMessage, long)>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly CallPace share = new(Math.Max(1, pace.PerSecond / 6), time);
    private DateTimeOffset quietUntil;

    /// <summary>The question of this press is answered by it.</summary>
    public void Add(IncomingMessage press)
    {
        if (press.Pressed is not null)
        {
            waiting.Writer.TryWrite((press, time.GetTimestamp()));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (press, at) in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            if (!await TakePlaceAsync(at, stoppingToken))
            {
                LogDropped();
                continue;
            }

            try
            {
                await EditAsync(press, press.Pressed!, stoppingToken);
            }
            catch (Exception mistake) when (!stoppingToken.IsCancellationRequested)
            {
                // It is for the eye only, and nothing else ends for it.
                LogMistake(mistake);
            }
            finally
            {
                share.End();
                pace.End();
            }
        }
    }

    /// <summary>Waits for a place in both paces; false when it would be too late.</summary>
    private async Task<bool> TakePlaceAsync(long at, CancellationToken cancel)
    {
        while (time.GetElapsedTime(at) < Late && time.GetUtcNow() >= quietUntil)
        {
            if (share.TryBegin(out _))
            {
                if (pace.TryBegin(out _))
                {
                    return true;
                }

                share.GiveBack();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancel);
        }

        return false;
    }

    private async Task EditAsync(IncomingMessage press, PressedMessage question, CancellationToken cancel)
    {
        var answered = $"{question.Text.Text}\n\n✅ {question.Label}";
        var result = await client.EditMessageTextAsync(
            new EditMessageTextRequest(
                long.Parse(press.Address, CultureInfo.InvariantCulture), question.MessageId, answered.Length <= MostText ? answered : question.Text.Text,
                TelegramText.Entities(question.Text), NoPreview),
            cancel);
        if (result is not BotApiResult<SentMessage>.Error error || error.Says("message is not modified"))
        {
            return;
        }

        // Deleted, too old, or gone another way: the answer counts all the same (T78).
        LogNotEdited(error.Description);
        if (error.Kind == BotApiErrorKind.TooManyRequests)
        {
            quietUntil = time.GetUtcNow() + (error.RetryAfter ?? UsualWait);
        }
    }

    [LoggerMessage(3024, LogLevel.Debug, "The edit of an answered question is dropped: there is no room for it now")]
    private partial void LogDropped();

    [LoggerMessage(3023, LogLevel.Debug, "An answered question could not be edited: {Reason}")]
    private partial void LogNotEdited(string reason);

    [LoggerMessage(3025, LogLevel.Error, "An answered question was not edited for a mistake of our own")]
    private partial void LogMistake(Exception mistake);
}
