using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Expressions;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Statistics;

/// <summary>
/// How many people a free expression means: <c>/statistik orang where role = guru and silent > 3 days</c>. No counter knows
/// that, so people are read: beside the turns, limited in time, and the answer comes when it is done. A request stays until it
/// is answered, so a crash only delays it.
/// </summary>
internal sealed partial class ExpressionCounts(
    Database database, Officers officers, DialogCatalog catalog, Sender sender, TimeProvider time, ILogger<ExpressionCounts> logger)
{
    /// <summary>A longer one is no question of a person.</summary>
    internal const int LongestExpression = 500;

    private const int MostParts = 10;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>The words before an expression and the expression itself; null when the question has none.</summary>
    internal static (string Words, string Expression)? Split(string question) =>
        Marker().Match(question) is { Success: true } marker ? (question[..marker.Index].Trim(), question[(marker.Index + marker.Length)..].Trim()) : null;

    /// <summary>Takes a question with an expression, or says what is wrong with it.</summary>
    internal static async Task AskAsync(CapabilityTurn turn, string words, string source, DateOnly today)
    {
        var overview = turn.Button("overview_button", "");
        if (QuestionReader.Read(words, turn.Library, today) is not Understood.Clear
            {
                Question: { Topic: Topic.People or Topic.Overview, Period: null, By: Division.None } question,
            })
        {
            await turn.SayAsync(turn.Text("where_only"), overview, turn.MenuButton);
            return;
        }

        var compiled = Dialogs.Engine.Audience.Compile(source, turn.Library);
        if (!compiled.Succeeded || source.Length > LongestExpression)
        {
            var mistake = compiled.Succeeded ? null : AudienceMistake.Of(source, compiled, turn.Person.Language);
            await turn.SayAsync(
                mistake is null
                    ? turn.Text("where_long", ("most", $"{LongestExpression}"))
                    : turn.Text("where_wrong", ("pointer", mistake.Place), ("expression", mistake.Around), ("mistake", mistake.Message)),
                overview, turn.MenuButton);
            return;
        }

        if (LimitOf(turn.Officer, question.Area).IsEmpty)
        {
            await turn.RefuseAsync(question.Area);
            return;
        }

        await turn.AuditAsync("statistik.counted", question.Area);
        await turn.Session.ExecuteAsync(
            """
            insert into count_request (person_id, expression, area, level, asked_at) values (@Id, @source, @Area, @Level, @Now)
            on conflict (person_id) do update set expression = excluded.expression, area = excluded.area, level = excluded.level, asked_at = excluded.asked_at
            """,
            new { turn.Person.Id, source, question.Area, question.Level, turn.Now });
        await turn.SayAsync(turn.Text("counting"), turn.MenuButton);
    }

    /// <summary>Answers what was asked; returns how many.</summary>
    internal async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var requests = await database.ReadAsync(
            session => session.QueryAsync<Request>("select person_id, expression, area, level, asked_at from count_request order by asked_at"), cancel);
        foreach (var request in requests)
        {
            await AnswerAsync(request, cancel);
        }

        return requests.Count;
    }

    /// <summary>One tick of the clock; what the store refuses now is still asked for at the next.</summary>
    internal async Task TickAsync(CancellationToken cancel)
    {
        try
        {
            if (await RunDueAsync(cancel) is > 0 and var count)
            {
                LogCounted(count);
            }
        }
        catch (StorageException trouble)
        {
            LogLater(trouble);
        }
    }

    private async Task AnswerAsync(Request request, CancellationToken cancel)
    {
        var (now, library) = (time.GetUtcNow(), catalog.Current);

        // A role may have been taken away since, and a dialog that the expression names may be gone.
        var person = await database.ReadAsync(session => PersonStore.FindAsync(session, request.PersonId), cancel);
        var officer = person is null ? Officer.None : await database.ReadAsync(session => officers.OfAsync(session, person, now), cancel);
        var limit = LimitOf(officer, request.Area);
        if (person is null || limit.IsEmpty || Dialogs.Engine.Audience.Compile(request.Expression, library).Expression is not { } audience)
        {
            await database.WriteAsync(session => DropAsync(session, request), cancel);
            return;
        }

        var counted = await database.ReadWithinAsync(Longest, session => CountAsync(session, AudienceSql.Of(audience, library, session.Dialect, now), limit, request.Level), cancel);
        var (text, buttons) = Say(person, library, request, counted);
        sender.Enqueue(await database.WriteAsync<IReadOnlyList<OutgoingMessage>>(
            // Another process may have counted as well, or they ask something else by now.
            async session => await DropAsync(session, request) == 0
                ? []
                : [await Outbox.AddAsync(session, person.Id, person.Channel, person.Address, MessageClass.Reply, Body.Of(text, [.. buttons.Select(button => ImmutableArray.Create(button))]), now)],
            cancel));
    }

    /// <summary>Everybody within the limit and those of them whom the expression means, in each area.</summary>
    private static Task<List<Part>> CountAsync(Session session, SqlCondition audience, AreaLimit limit, string? level)
    {
        var values = audience.Parameters.ToDictionary(value => value.Key, value => (object?)value.Value);
        values["level"] = level;
        return session.QueryAsync<Part>(
            limit.Sql(
                $"""
                select coalesce(person.region, '') as area, cast(sum(case when {audience.Text} then 1 else 0 end) as bigint) as meant, count(*) as all_there
                from {"{people}"} person where coalesce(person.level, '') = coalesce(@level, person.level, '') group by coalesce(person.region, '')
                """),
            values);
    }

    private static (RichText Text, Button[] Buttons) Say(Person person, DialogLibrary library, Request request, List<Part>? parts)
    {
        var command = library.Texts.FindCommand(StatisticsCommand.Contract.Command)!;
        Button[] buttons =
        [
            Button.Asking(Text("overview_button").Text, command.Name, ""),
            Button.ToMenu(library.Texts["menu_button"].In(person.Language).Source),
        ];
        if (parts is null)
        {
            return (Text("count_slow"), buttons);
        }

        var numbers = new NumberFormatInfo { NumberGroupSeparator = person.Language == "en" ? "," : ".", NumberDecimalSeparator = person.Language == "en" ? "." : "," };
        var (meant, everybody) = (parts.Sum(part => part.Meant), parts.Sum(part => part.AllThere));
        var regions = library.Texts.Data.Types.Regions;
        var lines = parts.Where(part => part.Meant > 0).OrderByDescending(part => part.Meant).ThenBy(part => part.Area, StringComparer.Ordinal).Take(MostParts)
            .Select(part => $"{(part.Area.Length == 0 ? Text("unknown").Text : regions.Find(part.Area)?.Name ?? part.Area)}: {part.Meant.ToString("N0", numbers)}");
        var where = request.Area is null ? Text("own_areas").Text
            : request.Area.Length == 0 ? Text("country").Text
            : regions.Find(request.Area)?.Name ?? request.Area;
        return (
            Text(
                "counted", ("expression", request.Expression), ("area", request.Level is { } level ? $"{where}, {level.ToUpperInvariant()}" : where),
                ("people", meant.ToString("N0", numbers)), ("all", everybody.ToString("N0", numbers)),
                ("percent", everybody == 0 ? "–" : (100.0 * meant / everybody).ToString(meant > 0 && meant * 10 < everybody ? "N1" : "N0", numbers)),
                ("parts", string.Join('\n', lines))),
            buttons);

        RichText Text(string key, params ReadOnlySpan<(string Name, string? Words)> values) => command.Texts[key].In(person.Language).Render(new NamedValues(values));
    }

    private static AreaLimit LimitOf(Officer officer, string? area) =>
        area is null ? officer.In(Permission.ReadStatistics) : officer.In(Permission.ReadStatistics).Within(area);

    private static Task<int> DropAsync(Session session, Request request) =>
        session.ExecuteAsync("delete from count_request where person_id = @PersonId and asked_at = @AskedAt", new { request.PersonId, request.AskedAt });

    [GeneratedRegex(@"(^|\s)(where|dengan syarat|syarat)(\s|$)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Marker();

    [LoggerMessage(2721, LogLevel.Information, "{Count} expressions of officers were counted")]
    private partial void LogCounted(int count);

    [LoggerMessage(2722, LogLevel.Warning, "Expressions of officers could not be counted; the next tick tries again")]
    private partial void LogLater(Exception trouble);

    private sealed record Request(long PersonId, string Expression, string? Area, string? Level, DateTimeOffset AskedAt);

    private sealed record Part(string Area, long Meant, long AllThere);
}
