using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Conversations;
using BelajarBot.Storage;
using BelajarBot.Telemetry;

namespace BelajarBot.Hosting;

/// <summary>Runs the Telegram channel: the command menu once, then the way in that the settings name.</summary>
internal sealed class TelegramService(
    IUpdateSource source, CommandMenu menu, ShownCommands commands, DialogCatalog catalog, Turns turns, InboundLimit limit, Lease lease) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The menu is a convenience; nobody waits for it.
        var setting = SetMenuAsync(stoppingToken);
        await (source.IsForOneProcess
            ? lease.WhileHeldAsync(held => source.RunAsync(ReceiveAsync, turns.NoteReachabilityAsync, turns.ParkAsync, held), stoppingToken)
            : source.RunAsync(ReceiveAsync, turns.NoteReachabilityAsync, turns.ParkAsync, stoppingToken));
        await setting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Over the limit a message has no turn; it is counted, and acknowledged like any other.</summary>
    private async Task ReceiveAsync(IncomingMessage message, CancellationToken cancel)
    {
        var admission = limit.Admit(message);
        try
        {
            await (admission switch
            {
                Admission.Take => turns.ReceiveAsync(message, cancel),
                Admission.TurnAwayWithNotice => turns.TurnAwayAsync(message, cancel),
                _ => Task.CompletedTask,
            });
        }
        catch
        {
            limit.TakeBack(message, admission);
            throw;
        }

        if (admission != Admission.Take)
        {
            BotTelemetry.UpdatesTurnedAway.Add(1);
        }
    }

    private async Task SetMenuAsync(CancellationToken cancel)
    {
        foreach (var (language, code) in new[] { ("id", (string?)null), ("en", "en") })
        {
            await menu.DescribeAsync(
                catalog.Current.Texts["about_bot"].In(language).Source.Trim(), catalog.Current.Texts["about_bot_briefly"].In(language).Source.Trim(), code, cancel);
        }

        var english = commands.For(Officer.None, catalog.Current, "en").ToDictionary(line => line.Command, line => line.Description);
        await menu.SetAsync(
            [.. commands.For(Officer.None, catalog.Current, "id").Select(line => new MenuCommand(line.Command, line.Description, english[line.Command]))], cancel);
    }
}
