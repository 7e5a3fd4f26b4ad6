using System.Collections.Immutable;
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
internal sealed class SlowFigures(Database database, Officers officers, DialogCatalog catalog, Sender sender, TimeProvider time) : IDueWork
{
    /// <summary>A reading that takes longer is given up: the question has to be made smaller.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Takes a question; an officer's last one is answered.</summary>
    /// <param name="turn">The turn in which it is asked.</param>
    /// <param name="question">The question, as it was understood.</param>
    /// <param name="asked">The same as it was asked.</param>
    internal static async Task AskAsync(CapabilityTurn turn, SlowQuestion question, string asked)
    {
        if (Place.OwnOf(question.Question, turn.Officer.In(Permission.ReadStatistics)) is not { } place)
        {
            await turn.RefuseAsync(Permission.ReadStatistics, question.Question.Area ?? AreaLimit.WholeCountry);
            return;
        }

        await turn.AuditAsync("statistik.counted", place.Area);
        await turn.Session.ExecuteAsync(
            """
            insert into count_request (person_id, question, asked_at) values (@Id, @asked, @Now)
            on conflict (person_id) do update set question = excluded.question, asked_at = excluded.asked_at
            """,
            new { turn.Person.Id, asked, turn.Now });
        await turn.SayAsync(turn.Text("counting"), turn.MenuButton);
    }

    /// <inheritdoc />
    public async Task<DateTimeOffset?> NextDueAsync(Session session, DateTimeOffset until) =>
        await session.FirstOrDefaultAsync<DateTimeOffset?>("select min(asked_at) from count_request") is { } asked ? (asked < until ? asked : until) : null;

    /// <summary>Answers what was asked; returns how many.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var requests = await database.ReadAsync(
            session => session.QueryAsync<Request>("select person_id, question, asked_at from count_request order by asked_at"), cancel);
        foreach (var request in requests)
        {
            await AnswerAsync(request, cancel);
        }

        return requests.Count;
    }

    private async Task AnswerAsync(Request request, CancellationToken cancel)
    {
        var (now, library) = (time.GetUtcNow(), catalog.Current);

        // A role may have been taken away since, and a dialog that the question names may be gone.
        var person = await database.ReadAsync(session => PersonStore.FindAsync(session, request.PersonId), cancel);
        var officer = person is null ? Officer.None : await database.ReadAsync(session => officers.OfAsync(session, person, now), cancel);
        var today = CountedFact.DateOf(CountedFact.DayOf(request.AskedAt));
        if (person is null || SlowQuestion.Read(request.Question, library, today) is not { } question
            || Place.OwnOf(question.Question, officer.In(Permission.ReadStatistics)) is not { } place)
        {
            await database.WriteAsync(session => DropAsync(session, request), cancel);
            return;
        }

        // Within the officer's own areas only, since what is read here may be few people; and under their own name.
        var words = new SlowWords(library, person.Language, place);
        var figures = await database.ReadWithinAsync(Longest, session => question.AnswerAsync(session, words, place.Limit, now), cancel);
        ImmutableArray<ImmutableArray<Button>> buttons =
        [
            [Button.Asking(words["overview_button"].Text, StatisticsCommand.Contract.Command, "")],
            [Button.ToMenu(library.Texts["menu_button"].In(person.Language).Source)],
        ];
        sender.Enqueue(await database.WriteAsync<IReadOnlyList<OutgoingMessage>>(
            // Another process may have answered as well, or they ask something else by now.
            async session => await DropAsync(session, request) == 0
                ? []
                : [await Outbox.AddAsync(
                    session, person.Id, person.Channel, person.Address, MessageClass.Reply, Body.Of(figures ?? words["count_slow"], buttons), now)],
            cancel));
    }

    private static Task<int> DropAsync(Session session, Request request) =>
        session.ExecuteAsync("delete from count_request where person_id = @PersonId and asked_at = @AskedAt", new { request.PersonId, request.AskedAt });

    private sealed record Request(long PersonId, string Question, DateTimeOffset AskedAt);
}
