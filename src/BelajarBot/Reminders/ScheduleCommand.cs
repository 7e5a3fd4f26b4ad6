using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.People;
using BelajarBot.Wording;

namespace BelajarBot.Reminders;

/// <summary>
/// <c>/jadwal</c>: what the bot says in an officer's area in the next days without having been asked: reminders by dialog,
/// broadcasts, and the meetings there are. Counts, never names.
/// </summary>
internal sealed class ScheduleCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "jadwal",
        ("schedule", ["lines"]), ("line", ["at", "dialog", "count"]), ("broadcast_line", ["at", "number", "count"]), ("broadcast_button", ["number"]), ("meeting_line", ["at", "title"]),
        ("more", ["count"]), ("nothing", []));

    private const int MostLines = 40;
    private const int MostButtons = 8;
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(7);

    CommandContract ICapability.Contract => Contract;

    Permission? ICapability.Requires => Permission.SeeSchedule;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        var entries = (await RemindersAsync(turn)).Concat(await BroadcastsAsync(turn)).Concat(await MeetingsAsync(turn)).OrderBy(entry => entry.At).ToList();
        await turn.AuditAsync("jadwal.seen");
        if (entries.Count == 0)
        {
            await turn.SayAsync(turn.Text("nothing"), turn.MenuButton);
            return;
        }

        var lines = entries.Take(MostLines).Select(entry => entry.Words).ToList();
        if (entries.Count > MostLines)
        {
            lines.Add(turn.Text("more", ("count", Number(entries.Count - MostLines))).Text);
        }

        var buttons = entries.Take(MostLines).Select(entry => entry.Opens).OfType<Button>().Take(MostButtons);
        await turn.SayAsync(turn.Text("schedule", ("lines", string.Join('\n', lines))), [.. buttons, turn.MenuButton]);
    }

    /// <summary>Who is reminded, by dialog or programme and day; who only waits there is not.</summary>
    private static async Task<IEnumerable<Entry>> RemindersAsync(CapabilityTurn turn)
    {
        var counts = await turn.Session.QueryAsync<(long Day, string Dialog, long People, DateTimeOffset First, DateTimeOffset Last)>(
            turn.Officer.In(Permission.SeeSchedule).Sql(
                $$"""
                select (c.due_at + @offset) / {{(long)TimeSpan.FromDays(1).TotalMilliseconds}} as day, c.dialog, count(*), min(c.due_at), max(c.due_at)
                from conversation c join {people} p on p.id = c.person_id
                where c.due_at < @until and c.status in ('open', 'calling') and c.state not like '{{ConversationState.OfWait}}' and p.status <> 'stopped'
                group by day, c.dialog
                union all
                select (e.due_at + @offset) / {{(long)TimeSpan.FromDays(1).TotalMilliseconds}} as day, 'program.' || e.program, count(*), min(e.due_at), max(e.due_at)
                from enrolment e join {people} p on p.id = e.person_id
                where e.due_at < @until and p.status <> 'stopped'
                group by day, e.program
                """),
            new { offset = (long)Zone(turn).GetUtcOffset(turn.Now).TotalMilliseconds, until = turn.Now + Ahead });
        return counts.Select(count => new Entry(
            count.First,
            turn.Text(
                "line", ("at", At(turn, count.First, count.Last)), ("dialog", turn.Library.FindReminding(count.Dialog)?.Title.In(turn.Person.Language).Source ?? count.Dialog),
                ("count", Number(count.People))).Text));
    }

    /// <summary>The officer's own broadcasts, and those that go nowhere but to the officer's areas; with a button where the officer may stop them.</summary>
    private static async Task<IEnumerable<Entry>> BroadcastsAsync(CapabilityTurn turn)
    {
        var scheduled = await turn.Session.QueryAsync<(long Id, long Counted, DateTimeOffset StartsAt, long? OfficerId, string? Areas)>(
            turn.Officer.In(Permission.SeeSchedule).Sql(
                """
                select b.id, b.counted, b.starts_at, b.officer_id, b.areas from broadcast b
                where b.state = 'scheduled' and b.starts_at < @until and (b.officer_id = @Id or (
                    exists (select 1 from broadcast_area a where a.broadcast_id = b.id)
                    and not exists (select 1 from broadcast_area a where a.broadcast_id = b.id and not {within a.area})))
                """),
            new { turn.Person.Id, until = turn.Now + Ahead });
        var stops = turn.Officer.In(Permission.ApproveBroadcasts);
        return scheduled.Select(each => new Entry(
            each.StartsAt, turn.Text("broadcast_line", ("at", At(turn, each.StartsAt)), ("number", Number(each.Id)), ("count", Number(each.Counted))).Text)
        {
            Opens = each.OfficerId == turn.Person.Id || (each.Areas is { } areas && areas.Split(' ').All(stops.Includes))
                ? Button.Asking(turn.Text("broadcast_button", ("number", Number(each.Id))).Text, "siaran", $"lihat.{Number(each.Id)}")
                : null,
        });
    }

    /// <summary>The meetings in the officer's areas: those who said yes are reminded of them.</summary>
    private static async Task<IEnumerable<Entry>> MeetingsAsync(CapabilityTurn turn)
    {
        var meetings = await turn.Session.QueryAsync<(string? Title, DateTimeOffset StartsAt)>(
            turn.Officer.In(Permission.SeeSchedule).Sql(
                "select e.title, e.starts_at from event e where e.state = 'open' and e.starts_at >= @now and e.starts_at < @until and (e.officer_id = @Id or {within e.area})"),
            new { turn.Person.Id, now = turn.Now, until = turn.Now + Ahead });
        return meetings.Select(each => new Entry(each.StartsAt, turn.Text("meeting_line", ("at", At(turn, each.StartsAt)), ("title", each.Title)).Text));
    }

    /// <summary>A moment on the officer's clock, or the first and the last of a day.</summary>
    private static string At(CapabilityTurn turn, DateTimeOffset first, DateTimeOffset? last = null)
    {
        var zone = Zone(turn);
        var from = LanguageData.Moment(first, new ValueContext(turn.Now, zone, turn.Person.Language));
        var until = last is { } end && end - first >= TimeSpan.FromMinutes(1)
            ? $"–{TimeZoneInfo.ConvertTime(end, zone).ToString(turn.Person.Language == "en" ? "HH:mm" : "HH.mm", CultureInfo.InvariantCulture)}"
            : "";
        return $"{from}{until} {Moments.ClockName(first, zone)}";
    }

    private static TimeZoneInfo Zone(CapabilityTurn turn) => Person.ClockOf(turn.Person.Zone);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Entry(DateTimeOffset At, string Words)
    {
        /// <summary>What opens it, where the officer may.</summary>
        internal Button? Opens { get; init; }
    }
}
