using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.People;

namespace BelajarBot.Reminders;

/// <summary><c>/jadwal</c>: how many people of an officer's area the bot speaks to in the next days, by dialog. Counts, never names.</summary>
internal sealed class ScheduleCommand : ICapability
{
    internal static readonly CommandContract Contract = new("jadwal", ("schedule", ["lines"]), ("line", ["day", "dialog", "count"]), ("nothing", []));

    private const int MostLines = 40;
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(7);

    CommandContract ICapability.Contract => Contract;

    Permission? ICapability.Requires => Permission.SeeSchedule;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        var zone = Person.ClockOf(turn.Person.Zone);
        var counts = await turn.Session.QueryAsync<Count>(
            turn.Officer.In(Permission.SeeSchedule).Sql(
                $$"""
                select (c.due_at + @offset) / {{(long)TimeSpan.FromDays(1).TotalMilliseconds}} as day, c.dialog, count(*) as people
                from conversation c join {people} p on p.id = c.person_id
                where c.due_at < @until and p.status <> 'stopped'
                group by day, c.dialog order by day, c.dialog limit {{MostLines}}
                """),
            new { offset = (long)zone.GetUtcOffset(turn.Now).TotalMilliseconds, until = turn.Now + Ahead });
        await turn.AuditAsync("jadwal.seen");
        if (counts.Count == 0)
        {
            await turn.SayAsync(turn.Text("nothing"), turn.MenuButton);
            return;
        }

        var values = new ValueContext(turn.Now, zone, turn.Person.Language);
        var lines = counts.Select(count => turn.Text(
            "line",
            ("day", turn.Library.Texts.Data.Display("date", DayOf(count.Day), values)),
            ("dialog", turn.Library.Find(count.Dialog)?.Title.In(turn.Person.Language).Source ?? count.Dialog),
            ("count", count.People.ToString(CultureInfo.InvariantCulture))).Text);
        await turn.SayAsync(turn.Text("schedule", ("lines", string.Join('\n', lines))), turn.MenuButton);
    }

    private static string DayOf(long days) => DateTime.UnixEpoch.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Count(long Day, string Dialog, long People);
}
