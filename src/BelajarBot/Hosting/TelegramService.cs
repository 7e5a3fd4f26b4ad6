using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;
using BelajarBot.Telemetry;

namespace BelajarBot.Hosting;

/// <summary>Runs the Telegram channel: the way in that the settings name, and beside it the command menu for everyone.</summary>
internal sealed class TelegramService(
    IUpdateSource source, CommandMenu menu, ShownCommands commands, DialogCatalog catalog, Turns turns, InboundLimit limit, Lease lease, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan MenuLook = TimeSpan.FromMinutes(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The menu is a convenience; nobody waits for it.
        var setting = KeepMenuAsync(stoppingToken);
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

    /// <summary>Sets the menu until that succeeds, and again when the dialogs have changed.</summary>
    private async Task KeepMenuAsync(CancellationToken cancel)
    {
        DialogLibrary? shown = null;
        while (true)
        {
            var library = catalog.Current;
            if (library != shown && !source.Health.IsClosed && await SetMenuAsync(library, cancel))
            {
                shown = library;
            }

            await Task.Delay(MenuLook, time, cancel);
        }
    }

    /// <summary>Tells Telegram what it does not know yet; false as soon as that does not succeed: what is wrong is wrong with all of it.</summary>
    private async Task<bool> SetMenuAsync(DialogLibrary library, CancellationToken cancel)
    {
        foreach (var (language, code) in new[] { ("id", (string?)null), ("en", "en") })
        {
            if (!await menu.DescribeAsync(
                library.Texts["about_bot"].In(language).Source.Trim(), library.Texts["about_bot_briefly"].In(language).Source.Trim(), code, cancel))
            {
                return false;
            }
        }

        var english = commands.For(Officer.None, library, "en").ToDictionary(line => line.Command, line => line.Description);
        return await menu.SetAsync(
            [.. commands.For(Officer.None, library, "id").Select(line => new MenuCommand(line.Command, line.Description, english[line.Command]))], cancel);
    }
}
