using System.CommandLine;
using System.Globalization;
using System.Text.Json;
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
        var at = new Option<string?>("--at") { Description = "A moment on the person's clock, such as \"2026-03-05 10:00\": only what was decided a day around it." };
        var json = new Option<bool>("--json") { Description = "Write it for machines." };
        var language = new Option<string>("--lang") { Description = "The language of the report: id or en.", DefaultValueFactory = _ => "id" };
        language.AcceptOnlyFromAmong("id", "en");
        var command = new Command("why", "Explain why somebody was sent something, or was not.") { person, at, json, language };
        command.SetAction((result, cancel) => RunAsync(
            result.GetValue(person)!, result.GetValue(at), result.GetValue(json), result.GetValue(language) == "en", result.GetValue(settings) ?? [], cancel));
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
            await open.OpenAsync(cancel);
        }
        catch (StorageException trouble) when (trouble.Trouble == StorageTrouble.InUse)
        {
            await Console.Error.WriteLineAsync(isEnglish
                ? "The bot is running and has the SQLite file. Stop it for a moment; with PostgreSQL both can work at the same time."
                : "Bot sedang berjalan dan memegang berkas SQLite. Hentikan bot sebentar; dengan PostgreSQL keduanya dapat berjalan bersama.");
            return ExitCode.CouldNot;
        }

        var library = await LoadAsync(app, open.Database, settings, cancel);
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var why = await open.Database.ReadAsync(
            async session => await FindAsync(session, who) is { } found ? await AskAsync(session, library, found.Id, Read(at, found.Zone), now) : null, cancel);
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

    private static Task<Why?> AskAsync(Session session, DialogLibrary library, long id, DateTimeOffset? at, DateTimeOffset now) =>
        Why.ReadAsync(session, library, id, at is { } moment ? moment - Around : now - ReminderLog.Kept, at is { } then ? then + Around : now, now);

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
            Messages = why.Messages.Select(message => new { message.Id, Class = $"{message.Class}".ToLowerInvariant(), message.CampaignId, message.State, message.Reason, message.Attempts, message.CreatedAt }),
        },
        Json);

    private sealed record Found(long Id, string? Zone);
}
