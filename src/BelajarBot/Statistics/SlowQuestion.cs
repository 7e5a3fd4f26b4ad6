using System.Text.RegularExpressions;
using BelajarBot.Access;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Expressions;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Statistics;

/// <summary>A question that is answered beside the turns: a closed set.</summary>
/// <param name="Question">Where, and when.</param>
internal abstract partial record SlowQuestion(Question Question)
{
    /// <summary>The words before an expression and the expression itself; null when the question has none.</summary>
    internal static (string Words, string Expression)? Split(string question) =>
        Marker().Match(question) is { Success: true } marker ? (question[..marker.Index].Trim(), question[(marker.Index + marker.Length)..].Trim()) : null;

    /// <summary>Reads a question; null when it is another, or has a mistake.</summary>
    internal static SlowQuestion? Read(string asked, DialogLibrary library, DateOnly today)
    {
        if (Split(asked) is (var words, var source))
        {
            return QuestionReader.Read(words, library, today) is Understood.Clear
            {
                Question: { Topic: Topic.People or Topic.Overview, Period: null, By: Division.None } place,
            } && Audience.Compile(source, library).Expression is { } audience
                ? new Meant(place, audience)
                : null;
        }

        return QuestionReader.Read(asked, library, today) is not Understood.Clear { Question: var read } || read.OnUsualDays(today) is not { Period: { } period } question ? null
            : question.Topic == Topic.Reminders ? new Reminded(question, period)
            : question.Topic == Topic.Broadcasts ? new Told(question, period)
            : null;
    }

    /// <summary>What was asked, as it is written down: no values of an expression, which may tell of whom.</summary>
    internal virtual string Trace => Question.ToWords();

    /// <summary>Reads the figures and writes them in lines.</summary>
    internal abstract Task<SlowAnswer> AnswerAsync(Session session, SlowWords words, AreaLimit limit, DateTimeOffset now);

    /// <summary>How many people an expression means.</summary>
    internal sealed record Meant(Question Question, Expression Expression) : SlowQuestion(Question)
    {
        private const int MostParts = 10;

        internal override string Trace => string.Join(' ', new[] { "syarat", Question.Level }.OfType<string>()
            .Concat(Expression.Readings.Select(reading => reading.Variable.Key)
                .Concat(Expression.Milestones.Select(mark => mark.ToString())).Concat(Expression.Enrolments).Distinct()));

        internal override async Task<SlowAnswer> AnswerAsync(Session session, SlowWords words, AreaLimit limit, DateTimeOffset now)
        {
            var condition = AudienceSql.Of(Expression, words.Library, session.Dialect, now);
            var parts = await session.QueryAsync<(string Area, long Meant, long Everybody)>(
                limit.Sql(
                    $"""
                    select coalesce(person.region, ''), cast(sum(case when {condition.Text} then 1 else 0 end) as bigint), count(*)
                    from {"{people}"} person{(Question.Level is null ? "" : " where person.level = @level")} group by coalesce(person.region, '')
                    """),
                new Dictionary<string, object?>(condition.Parameters.Select(value => KeyValuePair.Create(value.Key, (object?)value.Value))) { ["level"] = Question.Level });
            var (meant, everybody) = (parts.Sum(part => part.Meant), parts.Sum(part => part.Everybody));
            var lines = parts.Where(part => part.Meant > 0).OrderByDescending(part => part.Meant).ThenBy(part => part.Area, StringComparer.Ordinal).Take(MostParts)
                .Select(part => $"{words.Area(part.Area)}: {words.Number(part.Meant)}");
            return new SlowAnswer(meant, words[
                "counted", ("expression", Expression.Source), ("area", words.Place(Question)), ("people", words.Number(meant)), ("all", words.Number(everybody)),
                ("percent", words.Percent(meant, everybody)), ("parts", string.Join('\n', lines))]);
        }
    }

    /// <summary>What came of reminders.</summary>
    internal sealed record Reminded(Question Question, Period Period) : SlowQuestion(Question)
    {
        internal override async Task<SlowAnswer> AnswerAsync(Session session, SlowWords words, AreaLimit limit, DateTimeOffset now)
        {
            var decided = await MessageFigures.RemindersAsync(session, limit, Period, Question.Level);
            var sent = decided.Where(row => row.Decision == "sent").ToList();
            var dropped = decided.Where(row => row.Decision == "dropped").OrderByDescending(row => row.Count).ToList();
            return new SlowAnswer(sent.Sum(row => row.Count), words[
                "reminders", ("area", words.Place(Question)), ("period", $"{words.Day(Period.From)} – {words.Day(Period.To)}"),
                ("sent", words.Number(sent.Sum(row => row.Count))), ("moved", words.Number(sent.Sum(row => row.MovedOn))),
                ("percent", words.Percent(sent.Sum(row => row.MovedOn), sent.Sum(row => row.Count))),
                ("days", $"{MessageFigures.DaysToMoveOn}"), ("dropped", words.Number(dropped.Sum(row => row.Count))),
                ("reasons", string.Join('\n', dropped.Select(row => $"{words[$"dropped_{row.Reason}"].Text}: {words.Number(row.Count)}")))]);
        }
    }

    /// <summary>What came of broadcasts.</summary>
    internal sealed record Told(Question Question, Period Period) : SlowQuestion(Question)
    {
        private const int MostLines = 8;

        internal override async Task<SlowAnswer> AnswerAsync(Session session, SlowWords words, AreaLimit limit, DateTimeOffset now)
        {
            var all = await MessageFigures.BroadcastsAsync(session, limit, Period, Question.Level);
            var lines = all.Take(MostLines).Select(row => words[
                "broadcast_line", ("number", words.Number(row.Id)), ("day", words.Day(CountedFact.DateOf(CountedFact.DayOf(row.StartedAt)))),
                ("recipients", words.Number(row.Recipients)), ("delivered", words.Number(row.Delivered)), ("moved", words.Number(row.MovedOn))].Text);
            var (delivered, moved) = (all.Sum(row => row.Delivered), all.Sum(row => row.MovedOn));
            return new SlowAnswer(delivered, words[
                "broadcasts", ("area", words.Place(Question)), ("period", $"{words.Day(Period.From)} – {words.Day(Period.To)}"), ("count", words.Number(all.Count)),
                ("recipients", words.Number(all.Sum(row => row.Recipients))), ("delivered", words.Number(delivered)), ("moved", words.Number(moved)),
                ("percent", words.Percent(moved, delivered)), ("lines", string.Join('\n', lines))]);
        }
    }

    [GeneratedRegex(@"(^|\s)(where|dengan syarat|syarat)(\s|$)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Marker();
}

/// <summary>What was counted.</summary>
/// <param name="Count">How many people or messages.</param>
/// <param name="Text">The answer in lines.</param>
internal sealed record SlowAnswer(long Count, RichText Text);
