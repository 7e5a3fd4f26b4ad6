using System.Collections.Immutable;
using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Statistics;

/// <summary>
/// Answers what no counter knows: how many people an expression means, and what came of reminders and broadcasts. Many rows
/// are read for that, so it happens beside the turns, limited in time, and the answer comes when it is done. A request stays
/// until it is answered, so a crash only delays it.
/// </summary>
internal sealed partial class SlowFigures(
    Database database, Officers officers, DialogCatalog catalog, Sender sender, TimeProvider time, ILogger<SlowFigures> logger) : IDueWork
{
    /// <summary>A reading that takes longer is given up: the question has to be made smaller.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Takes a question; an officer's last one is answered.</summary>
    /// <param name="turn">The turn in which it is asked.</param>
    /// <param name="question">The question, as it was understood.</param>
    /// <param name="asked">The same as it was asked.</param>
    internal static async Task AskAsync(CapabilityTurn turn, SlowQuestion question, string asked)
    {
        if (Place.OwnOf(question.Question, turn.Officer.In(Permission.ReadStatistics)) is null)
        {
            await turn.RefuseAsync(Permission.ReadStatistics, question.Question.Area ?? AreaLimit.WholeCountry);
            return;
        }

        await turn.Session.ExecuteAsync(
            """
            insert into count_request (person_id, question, asked_at, next_at) values (@Id, @asked, @Now, @Now)
            on conflict (person_id) do update set question = excluded.question, asked_at = excluded.asked_at, next_at = excluded.next_at, tries = 0
            """,
            new { turn.Person.Id, asked, turn.Now });
        await turn.SayAsync(turn.Text("counting"), turn.MenuButton);
    }

    /// <inheritdoc />
    public Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) =>
        session.FirstOrDefaultAsync<DateTimeOffset?>("select min(next_at) from count_request where next_at <= @until", new { until });

    /// <summary>Answers what was asked; returns how many. The trouble of one holds up no other.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancel) => await LateAnswers.MakeAsync(
        await database.ReadAsync(
            session => session.QueryAsync<Request>(
                "select person_id, question, asked_at, tries from count_request where next_at <= @now order by asked_at", new { now = time.GetUtcNow() }),
            cancel),
        request => AnswerAsync(request, cancel),
        (request, failure) =>
        {
            LogFailed(request.PersonId, request.Tries + 1, failure);
            return PutOffAsync(request, cancel);
        },
        cancel);

    private async Task AnswerAsync(Request request, CancellationToken cancel)
    {
        var (now, library) = (time.GetUtcNow(), catalog.Current);

        // A role may have been taken away since, and a dialog that the question names may be gone.
        var person = await database.ReadAsync(session => PersonStore.FindAsync(session, request.PersonId), cancel);
        var officer = person is null ? Officer.None : await database.ReadAsync(session => officers.OfAsync(session, person, now), cancel);
        var today = CountedFact.DateOf(CountedFact.DayOf(request.AskedAt));
        if (person is null || SlowQuestion.Read(request.Question, library, today) is not { } question)
        {
            await EndAsync(request, person, words => words["count_failed"], cancel);
            return;
        }

        if (Place.OwnOf(question.Question, officer.In(Permission.ReadStatistics)) is not { } place)
        {
            await EndAsync(request, person, words => words["count_refused"], cancel, session => AuditLog.AddAsync(
                session, person.Id, "statistik.refused", question.Question.Area ?? officer.Area ?? person.Region, personId: null, details: null, now));
            return;
        }

        // Within the officer's own areas only, since what is read here may be few people; and under their own name.
        var words = new SlowWords(library, person.Language) { Asked = place };
        var figures = await database.ReadWithinAsync(Longest, session => question.AnswerAsync(session, words, place.Limit, now), cancel);

        // Written down with the answer, in one unit: what was asked and how many it was, but no values that tell of whom.
        var trace = figures is null ? question.Trace : string.Create(CultureInfo.InvariantCulture, $"{question.Trace} ={figures.Count}");
        await EndAsync(request, person, words => figures?.Text ?? words["count_slow"], cancel, session => AuditLog.AddAsync(
            session, person.Id, "statistik.counted", place.Area ?? officer.Area ?? person.Region, personId: null, trace, now));
    }

    private async Task PutOffAsync(Request request, CancellationToken cancel)
    {
        if (request.Tries + 1 >= LateAnswers.MostTries)
        {
            await EndAsync(request, await database.ReadAsync(session => PersonStore.FindAsync(session, request.PersonId), cancel), words => words["count_failed"], cancel);
            return;
        }

        await database.WriteAsync(
            session => session.ExecuteAsync(
                "update count_request set tries = tries + 1, next_at = @next where person_id = @PersonId and asked_at = @AskedAt",
                new { request.PersonId, request.AskedAt, next = time.GetUtcNow().AddMinutes(request.Tries + 1) }),
            cancel);
    }

    /// <summary>Says what came of a question, and does what belongs to that, unless another process has, or they ask something else by now.</summary>
    private async Task EndAsync(Request request, Person? person, Func<SlowWords, RichText> answer, CancellationToken cancel, Func<Session, Task>? beside = null) =>
        sender.Enqueue(await database.WriteAsync<IReadOnlyList<OutgoingMessage>>(
            async session =>
            {
                if (await DropAsync(session, request) == 0 || person is null)
                {
                    return [];
                }

                await (beside?.Invoke(session) ?? Task.CompletedTask);
                var words = new SlowWords(catalog.Current, person.Language);
                ImmutableArray<ImmutableArray<Button>> buttons =
                [
                    [Button.Asking(words["overview_button"].Text, StatisticsCommand.Contract.Command, "")],
                    [Button.ToMenu(catalog.Current.Texts["menu_button"].In(person.Language).Source)],
                ];
                return [await Outbox.AddAsync(session, person.Id, person.Channel, person.Address, MessageClass.Reply, Body.Of(answer(words), buttons), time.GetUtcNow())];
            },
            cancel));

    private static Task<int> DropAsync(Session session, Request request) =>
        session.ExecuteAsync("delete from count_request where person_id = @PersonId and asked_at = @AskedAt", new { request.PersonId, request.AskedAt });

    [LoggerMessage(2852, LogLevel.Error, "The question of person {PersonId} could not be counted, try {Try}")]
    private partial void LogFailed(long personId, long @try, Exception failure);

    private sealed record Request(long PersonId, string Question, DateTimeOffset AskedAt, long Tries);
}
