using System.Runtime.CompilerServices;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Statistics;

/// <summary>
/// Makes the files with the names of people, outside any turn: page by page, so that nobody waits and 100,000 people take no
/// more memory than a hundred. A request stays until its file is handed over, so a crash only delays it.
/// </summary>
internal sealed partial class PeopleExports(
    Database database, FileFolder files, Officers officers, DialogCatalog catalog, Sender sender, TimeProvider time, ILogger<PeopleExports> logger) : IDueWork
{
    private const int PageSize = 2000;

    /// <summary>An officer asks for a file; a second request for the same waits for the first.</summary>
    internal static Task AskAsync(Session session, long personId, string question, TableFormat format, DateTimeOffset now) => session.ExecuteAsync(
        """
        insert into export_request (person_id, question, format, asked_at, next_at)
        select @personId, @question, @format, @now, @now
        where not exists (select 1 from export_request where person_id = @personId and question = @question and format = @format)
        """,
        new { personId, question, format, now });

    /// <inheritdoc />
    public Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) =>
        session.FirstOrDefaultAsync<DateTimeOffset?>("select min(next_at) from export_request where next_at <= @until", new { until });

    /// <summary>Makes the files that were asked for; returns how many. The trouble of one holds up no other.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancel) => await LateAnswers.MakeAsync(
        await database.ReadAsync(session => DueAsync(session, time.GetUtcNow()), cancel),
        request => MakeAsync(request, cancel),
        (request, failure) =>
        {
            LogFailed(request.Id, request.Tries + 1, failure);
            return PutOffAsync(request, cancel);
        },
        cancel);

    private async Task MakeAsync(Request request, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var library = catalog.Current;
        var today = CountedFact.DateOf(CountedFact.DayOf(request.AskedAt));
        var person = await database.ReadAsync(session => PersonStore.FindAsync(session, request.PersonId), cancel);

        // A role may have been taken away since.
        var officer = person is null ? Officer.None : await database.ReadAsync(session => officers.OfAsync(session, person, now), cancel);
        var question = (QuestionReader.Read(request.Question, library, today) as Understood.Clear)?.Question.OnUsualDays(today);
        if (person is null || question is null)
        {
            // What it names may be gone from the dialogs.
            await GiveUpAsync(request, person, "people_failed", cancel);
            return;
        }

        if (Place.OwnOf(question, officer.In(Permission.ExportPeople)) is not { Limit: var limit })
        {
            await GiveUpAsync(request, person, "people_refused", cancel, session => AuditLog.AddAsync(
                session, person.Id, "ekspor.refused", question.Area ?? officer.Area ?? person.Region, personId: null, request.Question, now));
            return;
        }

        var command = library.Texts.FindCommand(ExportFiguresCommand.Contract.Command)!;
        var header = command.Texts["people_headings"].In(person.Language).Source.Split(", ");
        var kept = await KeepAsync(request.Format, RowsAsync(new PeopleQuery(library, question, limit), header, cancel), cancel);
        var name = FormattableString.Invariant($"{command.Texts["people_file_name"].In(person.Language).Source}-{today:yyyy-MM-dd}.{(request.Format == TableFormat.Xlsx ? "xlsx" : "csv")}");
        var type = request.Format == TableFormat.Xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv";

        // Names on the disk that nobody is given in the end are cleared away.
        await database.WriteAsync(session => SentFiles.NoteAsync(session, null, kept.Path, name, now), cancel);
        var body = Body.Of(command.Texts["people_caption"].In(person.Language).Render(new NamedValues()), []) with
        {
            File = new FileToSend(kept.Path, name, type),
            IsProtected = true,
        };
        sender.Enqueue(await database.WriteAsync<IReadOnlyList<OutgoingMessage>>(
            async session =>
            {
                // Another process may have made it as well; one of them hands it over.
                if (await DropAsync(session, request) == 0)
                {
                    return [];
                }

                await SentFiles.NoteAsync(session, person.Id, kept.Path, name, now);
                return [await Outbox.AddAsync(session, person.Id, person.Channel, person.Address, MessageClass.Reply, body, now)];
            },
            cancel));
    }

    private async Task PutOffAsync(Request request, CancellationToken cancel)
    {
        if (request.Tries + 1 >= LateAnswers.MostTries)
        {
            await GiveUpAsync(request, await database.ReadAsync(session => PersonStore.FindAsync(session, request.PersonId), cancel), "people_failed", cancel);
            return;
        }

        await database.WriteAsync(
            session => session.ExecuteAsync(
                "update export_request set tries = tries + 1, next_at = @next where id = @Id",
                new { request.Id, next = time.GetUtcNow().AddMinutes(request.Tries + 1) }),
            cancel);
    }

    /// <summary>Whoever waits for a file that does not come is told so.</summary>
    private async Task GiveUpAsync(Request request, Person? person, string text, CancellationToken cancel, Func<Session, Task>? beside = null) =>
        sender.Enqueue(await database.WriteAsync<IReadOnlyList<OutgoingMessage>>(
            async session =>
            {
                if (await DropAsync(session, request) == 0 || person is null)
                {
                    return [];
                }

                await (beside?.Invoke(session) ?? Task.CompletedTask);
                var texts = catalog.Current.Texts;
                var words = texts.FindCommand(ExportFiguresCommand.Contract.Command)!.Texts[text].In(person.Language).Render(new NamedValues());
                return [await Outbox.AddAsync(
                    session, person.Id, person.Channel, person.Address, MessageClass.Reply,
                    Body.Of(words, [[Button.ToMenu(texts["menu_button"].In(person.Language).Source)]]), time.GetUtcNow())];
            },
            cancel));

    /// <summary>Through a file of its own, because what is kept is named by its content.</summary>
    private async Task<StoredFile> KeepAsync(TableFormat format, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel)
    {
        await using var draft = new FileStream(
            Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await TableFile.WriteAsync(format, draft, rows, cancel);
        draft.Position = 0;
        return (await files.SaveAsync(draft, long.MaxValue, cancel))!;
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(PeopleQuery query, string[] header, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return [.. header, .. query.Milestones];
        var after = 0L;
        while (await database.ReadAsync(session => query.PageAsync(session, after, PageSize), cancel) is { Count: > 0 } page)
        {
            foreach (var person in page)
            {
                yield return query.RowOf(person);
            }

            after = page[^1].Id;
        }
    }

    private static Task<List<Request>> DueAsync(Session session, DateTimeOffset now) => session.QueryAsync<Request>(
        "select id, person_id, question, format, asked_at, tries from export_request where next_at <= @now order by id", new { now });

    private static Task<int> DropAsync(Session session, Request request) => session.ExecuteAsync("delete from export_request where id = @Id", new { request.Id });

    [LoggerMessage(2851, LogLevel.Error, "File {RequestId} with people could not be made, try {Try}")]
    private partial void LogFailed(long requestId, long @try, Exception failure);

    private sealed record Request(long Id, long PersonId, string Question, TableFormat Format, DateTimeOffset AskedAt, long Tries);
}
