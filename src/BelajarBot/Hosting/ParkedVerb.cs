using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Conversations;
using BelajarBot.Storage;

namespace BelajarBot.Hosting;

/// <summary>
/// <c>parked</c>: the updates that had no turn, because they could not be read or their turn failed. It never shows what is
/// in them: that belongs to people.
/// </summary>
internal static class ParkedVerb
{
    private const string InUse =
        "The bot is running and has the SQLite file. Stop it for a moment; with PostgreSQL both can work at the same time.";

    internal static Command Command(Option<string[]> settings)
    {
        var command = new Command("parked", "Show the updates that had no turn, and give them one or drop them.");
        command.Add(Verb("list", "Number, moment, channel, update and why, oldest first.", (_, result, cancel) => ListAsync(Settings(result), cancel), takesId: false));
        command.Add(Verb("replay", "Let one have its turn now, for example after a correction of the dialogs or the program.", (id, result, cancel) => ReplayAsync(id, Settings(result), cancel)));
        command.Add(Verb("drop", "Forget one.", (id, result, cancel) => DropAsync(id, Settings(result), cancel)));
        return command;

        string[] Settings(ParseResult result) => result.GetValue(settings) ?? [];
    }

    private static Command Verb(string name, string description, Func<long, ParseResult, CancellationToken, Task<int>> run, bool takesId = true)
    {
        var id = new Argument<long>("id") { Description = "Its number in the list." };
        var command = new Command(name, description);
        if (takesId)
        {
            command.Add(id);
        }

        command.SetAction((result, cancel) => run(takesId ? result.GetValue(id) : 0, result, cancel));
        return command;
    }

    private static Task<int> ListAsync(string[] settings, CancellationToken cancel) => WithBotAsync(
        settings,
        async app =>
        {
            var all = await app.Services.GetRequiredService<Database>().ReadAsync(ParkedUpdates.AllAsync, cancel);
            foreach (var parked in all)
            {
                await Console.Out.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{parked.Id}  {parked.ParkedAt:yyyy-MM-dd HH:mm:ss}Z  {parked.Channel} {parked.UpdateId}  {(parked.IsMessage ? "its turn failed" : "unreadable")}: {parked.Reason}"));
            }

            if (all.Count == 0)
            {
                await Console.Out.WriteLineAsync("Nothing is parked.");
            }

            return ExitCode.Fine;
        },
        cancel);

    private static Task<int> ReplayAsync(long id, string[] settings, CancellationToken cancel) => WithParkedAsync(
        id,
        settings,
        async (app, parked) =>
        {
            var turns = app.Services.GetRequiredService<Turns>();
            switch (parked.IsMessage ? new Translation.Said(parked.Message()) : Read(parked))
            {
                case Translation.Said { Message: var message }:
                    await turns.ReplayAsync(parked, message, cancel);
                    break;
                case Translation.Reachability { Change: var change }:
                    await turns.NoteReachabilityAsync(change, cancel);
                    await ForgetAsync(app, id, cancel);
                    break;
                case Translation.Ignored { Why: var why }:
                    await Console.Out.WriteLineAsync($"It can be read now and means nothing to the bot ({why}). 'parked drop {id}' forgets it.");
                    return ExitCode.Fine;
                case Translation.Unreadable { Reason: var reason }:
                    await Console.Error.WriteLineAsync($"It still cannot be read, and stays parked. {reason}");
                    return ExitCode.HasProblems;
            }

            await Console.Out.WriteLineAsync("It had its turn; what that says is sent by the running bot, or at its next start.");
            return ExitCode.Fine;
        },
        cancel);

    private static Task<int> DropAsync(long id, string[] settings, CancellationToken cancel) => WithParkedAsync(
        id,
        settings,
        async (app, _) =>
        {
            await ForgetAsync(app, id, cancel);
            await Console.Out.WriteLineAsync("It is forgotten.");
            return ExitCode.Fine;
        },
        cancel);

    private static Task<bool> ForgetAsync(WebApplication app, long id, CancellationToken cancel) =>
        app.Services.GetRequiredService<Database>().WriteAsync(session => ParkedUpdates.DropAsync(session, id), cancel);

    /// <summary>What this program makes of an update that an earlier one could not read. A command that names the bot stays unread: its name is not asked for.</summary>
    private static Translation Read(ParkedUpdate parked)
    {
        try
        {
            using var update = JsonDocument.Parse(parked.Raw, new JsonDocumentOptions { MaxDepth = BotApiWire.Json.Options.MaxDepth });
            return parked.Channel == TelegramChannel.ChannelName
                ? new TelegramUpdates(botUserName: null).Translate(parked.UpdateId, update.RootElement)
                : new Translation.Unreadable($"Nothing reads updates of the channel {parked.Channel}.");
        }
        catch (JsonException)
        {
            return new Translation.Unreadable("It is not JSON.");
        }
    }

    private static Task<int> WithParkedAsync(
        long id, string[] settings, Func<WebApplication, ParkedUpdate, Task<int>> act, CancellationToken cancel) => WithBotAsync(
        settings,
        async app =>
        {
            if (await app.Services.GetRequiredService<Database>().ReadAsync(session => ParkedUpdates.FindAsync(session, id), cancel) is { } parked)
            {
                return await act(app, parked);
            }

            await Console.Error.WriteLineAsync($"Nothing is parked under the number {id}. 'parked list' shows what is.");
            return ExitCode.WrongUsage;
        },
        cancel);

    private static async Task<int> WithBotAsync(string[] settings, Func<WebApplication, Task<int>> act, CancellationToken cancel)
    {
        await using var app = BotHost.CreateBuilder(settings).Build();
        try
        {
            await BotHost.PrepareAsync(app.Services, cancel);
        }
        catch (StorageException trouble) when (trouble.Trouble == StorageTrouble.InUse)
        {
            await Console.Error.WriteLineAsync(InUse);
            return ExitCode.CouldNot;
        }

        return await act(app);
    }
}
