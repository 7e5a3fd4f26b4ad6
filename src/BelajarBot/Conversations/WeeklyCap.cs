using BelajarBot.Dialogs.Reminders;

namespace BelajarBot.Conversations;

/// <summary>
/// How much anybody gets in any seven days, as a condition on the table <c>person</c>: reminders, and the messages of every campaign
/// that came, may have come or will come, whoever sends it. <see cref="ReminderLog.SentInWeekBeforeAsync"/> tells the moments.
/// </summary>
internal static class WeeklyCap
{
    /// <summary>Who has got so much that nothing more is to come.</summary>
    internal const string IsReached =
        $"""
        (select count(*) from reminder_log r where r.person_id = person.id and r.decided_at > @week and r.decision = '{ReminderLog.Sent}')
            + (select count(*) from outbox o where o.person_id = person.id and {Campaigns.Told} and (o.state = 'queued' or o.sent_at is null or o.sent_at > @week)
                and o.campaign_id in (select w.id from campaign w where w.changed_at > @week and w.id <> @besides)) >= @most
        """;

    /// <summary>The values of its parameters.</summary>
    /// <param name="perWeek">The most reminders and messages of campaigns together.</param>
    /// <param name="besides">A campaign that does not count, because it is the one that is planned.</param>
    /// <param name="now">The time.</param>
    internal static IReadOnlyDictionary<string, object?> Values(int perWeek, long? besides, DateTimeOffset now) => new Dictionary<string, object?>
    {
        ["week"] = now - ReminderPolicy.Week,
        ["most"] = perWeek,
        ["besides"] = besides ?? 0,
    };
}
