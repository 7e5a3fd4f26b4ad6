using System.Collections.Immutable;
using System.Text;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Imports;

/// <summary>
/// Fetches the lists of contacts that officers send as files, beside the turns, since that may take seconds; and shows what is in
/// them. Nothing takes the place of anything before the officer says yes. A row stays until then, so a crash only delays it.
/// </summary>
internal sealed partial class ContactFiles(
    Database database, Officers officers, DialogCatalog catalog, IEnumerable<IChannel> channels, Sender sender, TimeProvider time, ILogger<ContactFiles> logger) : IDueWork
{
    /// <summary>Larger than any list of contacts that somebody keeps by hand: some thousand lines.</summary>
    internal const int MostBytes = 256 * 1024;

    /// <summary>How long a list waits for a yes.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private const int MostTries = 3;

    /// <summary>An officer sent a file; it takes the place of one that waits for their yes.</summary>
    internal static Task AskAsync(Session session, long personId, string reference, DateTimeOffset now) => session.ExecuteAsync(
        """
        insert into contact_file (person_id, reference, asked_at, next_at) values (@personId, @reference, @now, @now)
        on conflict (person_id) do update
        set reference = excluded.reference, asked_at = excluded.asked_at, next_at = excluded.next_at, tries = 0, content = null
        """,
        new { personId, reference, now });

    /// <summary>Takes a list that waits for its officer's yes, and with it the wait; null where it is another one by now, or none.</summary>
    internal static Task<string?> TakeAsync(Session session, long personId, DateTimeOffset askedAt) => session.FirstOrDefaultAsync<string>(
        "delete from contact_file where person_id = @personId and asked_at = @askedAt and content is not null returning content", new { personId, askedAt });

    /// <inheritdoc />
    public Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) =>
        session.FirstOrDefaultAsync<DateTimeOffset?>("select min(next_at) from contact_file where next_at <= @until", new { until });

    /// <summary>Fetches what was sent and forgets what nobody said yes to; returns how much. The trouble of one holds up no other.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var count = await database.WriteAsync(
            session => session.ExecuteAsync("delete from contact_file where content is not null and next_at <= @now", new { now = time.GetUtcNow() }), cancel);
        foreach (var request in await database.ReadAsync(
            session => session.QueryAsync<Request>(
                "select person_id, reference, asked_at, tries from contact_file where content is null and next_at <= @now order by next_at", new { now = time.GetUtcNow() }),
            cancel))
        {
            try
            {
                await FetchAsync(request, cancel);
                count++;
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                LogFailed(request.PersonId, request.Tries + 1, failure);
                await PutOffAsync(request, TimeSpan.FromMinutes(1), cancel);
            }
        }

        return count;
    }

    private async Task FetchAsync(Request request, CancellationToken cancel)
    {
        var (person, officer) = await database.ReadAsync(
            async session => await PersonStore.FindAsync(session, request.PersonId) is { } found
                ? (found, await officers.OfAsync(session, found, time.GetUtcNow()))
                : (null, Officer.None),
            cancel);
        if (person is null)
        {
            return;
        }

        var download = channels.FirstOrDefault(channel => channel.Name == person.Channel) is { } channel
            ? await channel.FetchAsync(request.Reference, MostBytes, cancel)
            : new Download.Gone("there is no such channel (any more)");
        switch (download)
        {
            case Download.Read read:
                await LookAsync(request, person, officer, read.Content, cancel);
                break;
            case Download.TooLarge:
                await EndAsync(request, person, words => words["file_large", ("most", ContactWords.Number(MostBytes / 1024))], cancel);
                break;
            case Download.TryLater later when request.Tries + 1 < MostTries:
                await PutOffAsync(request, later.Wait, cancel);
                break;
            default:
                await EndAsync(request, person, words => words["file_gone"], cancel);
                break;
        }
    }

    /// <summary>Says what is in the file, and keeps it for the yes; or says each line that is wrong, and keeps nothing.</summary>
    private async Task LookAsync(Request request, Person person, Officer officer, byte[] content, CancellationToken cancel)
    {
        // A role that was taken away since has no areas any more: every line is outside of them.
        var read = ImportedLists.ReadContacts(content, catalog.Current.Texts.Data.Types.Regions, officer.In(Permission.Import));
        if (read.Rejected.Count > 0 || read.Rows.Count == 0)
        {
            await EndAsync(
                request, person, words => words.Wrong(read.Rejected), cancel,
                session => read.Rejected.Any(line => line.Reason == ImportedLists.OutsideArea)
                    ? AuditLog.AddAsync(session, person.Id, "kontak.refused", officer.Area ?? person.Region, personId: null, details: null, time.GetUtcNow())
                    : Task.CompletedTask);
            return;
        }

        var text = Encoding.UTF8.GetString(content);
        await SayAsync(
            person,
            words => (words.Look(read.Rows), [
                words.Button("save_button", ContactCommand.Answer(ContactCommand.Yes, request.AskedAt), ("count", ContactWords.Number(read.Rows.Count))),
                words.Button("drop_button", ContactCommand.Answer(ContactCommand.No, request.AskedAt)),
            ]),
            session => session.ExecuteAsync(
                "update contact_file set content = @text, next_at = @until where person_id = @PersonId and asked_at = @AskedAt and content is null",
                new { text, until = time.GetUtcNow() + Kept, request.PersonId, request.AskedAt }),
            cancel);
    }

    /// <summary>Says why nothing comes of a file, with the way to send another.</summary>
    private Task EndAsync(Request request, Person person, Func<ContactWords, RichText> say, CancellationToken cancel, Func<Session, Task>? beside = null) => SayAsync(
        person,
        words => (say(words), [words.Button("again_button", ContactCommand.Import), words.MenuButton]),
        async session =>
        {
            var count = await session.ExecuteAsync("delete from contact_file where person_id = @PersonId and asked_at = @AskedAt and content is null", request);
            await (count > 0 && beside is not null ? beside(session) : Task.CompletedTask);
            return count;
        },
        cancel);

    private async Task PutOffAsync(Request request, TimeSpan wait, CancellationToken cancel)
    {
        if (request.Tries + 1 < MostTries)
        {
            await database.WriteAsync(
                session => session.ExecuteAsync(
                    "update contact_file set tries = tries + 1, next_at = @next where person_id = @PersonId and asked_at = @AskedAt and content is null",
                    new { request.PersonId, request.AskedAt, next = time.GetUtcNow() + wait }),
                cancel);
        }
        else if (await database.ReadAsync(session => PersonStore.FindAsync(session, request.PersonId), cancel) is { } person)
        {
            await EndAsync(request, person, words => words["file_gone"], cancel);
        }
    }

    /// <summary>Changes the row and says so in one unit; nothing is said where it is another file by now, or another process was first.</summary>
    private async Task SayAsync(
        Person person, Func<ContactWords, (RichText Text, ImmutableArray<Button> Buttons)> say, Func<Session, Task<int>> change, CancellationToken cancel) =>
        sender.Enqueue(await database.WriteAsync<IReadOnlyList<OutgoingMessage>>(
            async session =>
            {
                if (await change(session) == 0)
                {
                    return [];
                }

                var (text, buttons) = say(new ContactWords(catalog.Current, person.Language));
                return [await Outbox.AddAsync(
                    session, person.Id, person.Channel, person.Address, MessageClass.Reply, Body.Of(text, [.. buttons.Select(button => ImmutableArray.Create(button))]), time.GetUtcNow())];
            },
            cancel));

    [LoggerMessage(2972, LogLevel.Error, "The list of contacts of person {PersonId} could not be fetched, try {Try}")]
    private partial void LogFailed(long personId, long @try, Exception failure);

    private sealed record Request(long PersonId, string Reference, DateTimeOffset AskedAt, long Tries);
}
