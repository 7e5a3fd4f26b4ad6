using BelajarBot.Channels.TelegramApi;
using BelajarBot.Conversations;

namespace BelajarBot.Hosting;

/// <summary>Runs the Telegram channel: the command menu once, then the poller.</summary>
internal sealed class TelegramService(TelegramPoller poller, CommandMenu menu, DialogCatalog catalog, Turns turns) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The menu is a convenience; nobody waits for it.
        var setting = SetMenuAsync(stoppingToken);
        await poller.RunAsync(turns.ReceiveAsync, turns.NoteReachabilityAsync, turns.ParkAsync, stoppingToken);
        await setting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SetMenuAsync(CancellationToken cancel)
    {
        var english = catalog.Current.Commands("en").ToDictionary(c => c.Command, c => c.Description);
        await menu.SetAsync(
            [.. catalog.Current.Commands("id").Select(c => new MenuCommand(c.Command, c.Description, english[c.Command]))], cancel);
    }
}
