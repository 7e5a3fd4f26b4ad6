using Microsoft.Extensions.Options;

namespace BelajarBot.Conversations;

/// <summary>
/// Loads the dialogs again when a file changes, and takes what administrators change of the programmes. It compares what stands on the disk now and then rather than trusting file
/// events, which network folders and containers often do not send.
/// </summary>
internal sealed partial class DialogWatcher(
    DialogCatalog catalog, IOptions<DialogsOptions> options, TimeProvider time, ILogger<DialogWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seen = catalog.Stamp;
        var isTroubled = false;
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await catalog.TakeOverridesAsync(stoppingToken);
                var now = options.Value.Watch ? DialogFolder.Stamp(options.Value.Folder) : seen;
                // Only what stood still for one interval is loaded: an editor may be in the middle of saving.
                if (now == seen && now != catalog.Stamp)
                {
                    await catalog.ReloadAsync(stoppingToken);
                }

                seen = now;
                isTroubled = false;
            }
            catch (Exception trouble) when (trouble is not OperationCanceledException)
            {
                if (!isTroubled)
                {
                    LogNotLoaded(trouble);
                }

                isTroubled = true;
            }
        }
    }

    [LoggerMessage(2103, LogLevel.Warning, "The dialogs could not be looked at; the last good ones stay in use")]
    private partial void LogNotLoaded(Exception trouble);
}
