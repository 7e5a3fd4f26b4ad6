using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using BelajarBot.Broadcasts;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.People;
using BelajarBot.Reminders;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Hosting;

/// <summary><c>why</c>: why somebody was written to, or was not. It shows rules, moments and reasons, never words.</summary>
internal static class WhyVerb
{
    /// <summary>How far around the moment that was asked about it looks.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromDays(1);

    private static readonly string[] Forms = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH.mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd"];

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    internal static Command Command(Option<string[]> settings)
    {
        var person = new Argument<string>("person") { Description = "The number of the person, or channel and address: telegram:12345." };
        var time = new Argument<string?>("time")
        {
            Description = "A moment on the person's clock, such as \"2026-03-05 10:00\": only what was decided a day around it.", Arity = ArgumentArity.ZeroOrOne,
        };
        var at = new Option<string?>("--at") { Description = "The same moment, as an option." };
        var json = new Option<bool>("--json") { Description = "Write it for machines." };
        var language = new Option<string>("--lang") { Description = "The language of the report: id or en.", DefaultValueFactory = _ => "id" };
        language.AcceptOnlyFromAmong("id", "en");
        var command = new Command("why", "Explain why somebody was sent something, or was not.") { person, time, at, json, language };
        command.SetAction((result, cancel) => RunAsync(
            result.GetValue(person)!, result.GetValue(at) ?? result.GetValue(time), result.GetValue(json), result.GetValue(language) == "en", result.GetValue(settings) ?? [], cancel));
        return command;
    }

    private static async Task<int> RunAsync(string who, string? at, bool isJson, bool isEnglish, IEnumerable<string> settings, CancellationToken cancel)
    {
        if (at is not null && Read(at) is null)
        {
            await Console.Error.WriteLineAsync($"\"{at}\" cannot be read as a moment. Write it as \"2026-03-05 10:00\".");
            return ExitCode.WrongUsage;
        }

        await using var app = BotHost.CreateBuilder(settings).Build();
        Settings.Check(app.Services);
        var open = app.Services.GetRequiredService<OpenDatabase>();
        try
        {
            await open.OpenExistingAsync(cancel);
        }
        catch (StorageException trouble) when (trouble.Trouble == StorageTrouble.InUse)
        {
            // The bot runs and has the file, up to date; reading disturbs nobody.
            open.OpenToRead();
        }

        var library = await LoadAsync(app, open.Database, settings, cancel);
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var restraint = new Restraint(app.Services.GetRequiredService<IOptions<BroadcastsOptions>>().Value.QuietDays, library.Policy.PerWeek);
        var why = await open.Database.ReadAsync(
            async session => await FindAsync(session, who) is { } found ? await AskAsync(session, library, found.Id, Read(at, found.Zone), restraint, now) : null, cancel);
        if (why is null)
        {
            await Console.Error.WriteLineAsync(isEnglish
                ? $"Nobody is known as \"{who}\". Write the person's number, or channel and address: telegram:12345."
                : $"Tidak ada orang \"{who}\". Tulis nomor orangnya, atau kanal dan alamatnya: telegram:12345.");
            return ExitCode.WrongUsage;
        }

        await Console.Out.WriteLineAsync(isJson ? ToJson(why) : string.Join(Environment.NewLine, new WhyReport(isEnglish).Of(why)));
        return ExitCode.Fine;
    }

    private static async Task<Why?> AskAsync(Session session, DialogLibrary library, long id, DateTimeOffset? at, Restraint restraint, DateTimeOffset now)
    {
        var (from, until) = at is { } moment ? (moment - Around, moment + Around) : (now - ReminderLog.Kept, now);
        if (await Why.ReadAsync(session, library, id, from, until, now) is not { } why)
        {
            return null;
        }

        // Of a moment that was asked about also those that never meant them; of months only what was kept from them.
        var left = await LeftOut.OfAsync(session, library, id, from, until, restraint);
        var scheduled = why.IsStopped || why.UnreachableSince is not null ? [] : await ToCome.OfAsync(session, library, id, restraint, now);
        return why with
        {
            Scheduled = [.. scheduled.Select(each => new ScheduledBroadcast(each.Number, each.StartsAt))],
            Missed = [.. left.Where(each => at is not null || each.IsMeant).Select(each => new MissedBroadcast(each.Number, each.StartedAt, each.Reason))],
        };
    }

    private static Task<Found?> FindAsync(Session session, string who) =>
        long.TryParse(who, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? session.FirstOrDefaultAsync<Found>("select id, zone from person where id = @id", new { id })
            : who.Split(':', 2) is [var channel, var address]
                ? session.FirstOrDefaultAsync<Found>("select id, zone from person where channel = @channel and address = @address", new { channel, address })
                : Task.FromResult<Found?>(null);

    private static DateTime? Read(string? at) =>
        DateTime.TryParseExact(at, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;

    private static DateTimeOffset? Read(string? at, string? zone) =>
        Read(at) is { } moment ? QuietHours.ToUtc(moment, Person.ClockOf(zone)) : null;

    /// <summary>The dialogs as the bot has them, without carrying anybody over to them.</summary>
    private static async Task<DialogLibrary> LoadAsync(WebApplication app, Database database, IEnumerable<string> settings, CancellationToken cancel)
    {
        var reminders = app.Services.GetRequiredService<IOptions<RemindersOptions>>().Value;
        var (inUse, overrides) = await database.ReadAsync(
            async session => (await RevisionStore.InUseAsync(session), await ProgrammeOverrides.AllAsync(session)), cancel);
        var loaded = DialogLoader.Load(await DialogFolder.ReadAsync(await Settings.DialogFolderAsync(settings), cancel), inUse, BotHost.Contracts, overrides);
        return loaded.Library is { } library
            ? library.With(reminders.Quiet, reminders.PerWeek)
            : throw new DialogsException(loaded.Problems);
    }

    private static string ToJson(Why why) => JsonSerializer.Serialize(
        new
        {
            why.Id,
            Zone = why.Zone.Id,
            why.IsStopped,
            why.UnreachableSince,
            why.UnreachableReason,
            why.Silenced,
            why.Decided,
            why.Coming,
            why.Scheduled,
            why.Missed,
            Messages = why.Messages.Select(message => new { message.Id, Class = $"{message.Class}".ToLowerInvariant(), message.Broadcast, message.Event, message.Circular, message.State, message.Reason, message.Attempts, message.CreatedAt }),
        },
        Json);

    private sealed record Found(long Id, string? Zone);
}
