using BelajarBot.Channels.TelegramApi;
using BelajarBot.Conversations;
using BelajarBot.Storage;

namespace BelajarBot.Hosting;

/// <summary>Runs the Telegram channel: the command menu once, and the poller whenever this process leads (T26).</summary>
internal sealed class TelegramService(TelegramPoller poller, CommandMenu menu, DialogCatalog catalog, Turns turns, Lease lease) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The menu is a convenience; nobody waits for it.
        var setting = SetMenuAsync(stoppingToken);
        await lease.WhileHeldAsync(
            held => poller.RunAsync(turns.ReceiveAsync, turns.NoteReachabilityAsync, turns.ParkAsync, held), stoppingToken);
        await setting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SetMenuAsync(CancellationToken cancel)
    {
        var english = catalog.Current.Commands("en").ToDictionary(c => c.Command, c => c.Description);
        await menu.SetAsync(
            [.. catalog.Current.Commands("id").Select(c => new MenuCommand(c.Command, c.Description, english[c.Command]))], cancel);
    }
}
