using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Reminders;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Tests.Reminders;

/// <summary>What becomes of a reminder whose moment has come.</summary>
public sealed class ReminderPolicyTests
{
    private static readonly TimeZoneInfo Jakarta = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");
    private static readonly TimeSpan TwoHours = TimeSpan.FromHours(2);
    private static readonly ReminderPolicy Policy = new(
        QuietHours.Usual, 2, new Holidays([Of(17, 8), Of(18, 8, 2026), Of(20, 8, 2026, Confidence.Uncertain)]));

    [Fact]
    public void In_time_in_the_day_and_within_the_week_it_is_sent() =>
        Assert.Equal(new ReminderFate.Send(), Decide(At(3, 9), At(3, 9)));

    [Theory]
    [InlineData(11, 0, true)]
    [InlineData(11, 1, false)]
    public void It_is_sent_until_it_is_no_longer_valid(int hour, int minute, bool isSent) =>
        Assert.Equal(isSent ? new ReminderFate.Send() : new ReminderFate.Drop(ReminderReason.Late), Decide(At(3, 9), At(3, hour, minute)));

    [Fact]
    public void In_the_quiet_hours_it_waits_for_the_morning_if_it_is_valid_then()
    {
        Assert.Equal(new ReminderFate.Wait(At(4, 7), ReminderReason.QuietHours), Decide(At(3, 20), At(3, 20), valid: TimeSpan.FromHours(11)));
        Assert.Equal(new ReminderFate.Drop(ReminderReason.QuietHours), Decide(At(3, 20), At(3, 20), valid: TimeSpan.FromHours(10)));
        Assert.Equal(new ReminderFate.Wait(At(4, 7), ReminderReason.QuietHours), Decide(At(4, 6, 59), At(4, 6, 59)));
        Assert.Equal(new ReminderFate.Send(), Decide(At(4, 7), At(4, 7)));
    }

    [Fact]
    public void A_holiday_makes_it_wait_unless_it_goes_by_a_date()
    {
        Assert.Equal(new ReminderFate.Wait(At(19, 7), ReminderReason.Holiday), Decide(At(17, 9), At(17, 9), valid: TimeSpan.FromDays(2)));
        Assert.Equal(new ReminderFate.Drop(ReminderReason.Holiday), Decide(At(17, 9), At(17, 9)));
        Assert.Equal(new ReminderFate.Send(), Decide(At(17, 9), At(17, 9), keepsItsDay: true));
        Assert.Equal(new ReminderFate.Send(), Decide(At(20, 9), At(20, 9)));
    }

    [Fact]
    public void The_week_is_full_until_the_oldest_that_counts_is_seven_days_old()
    {
        DateTimeOffset[] sent = [At(3, 9), At(1, 10), At(5, 9)];

        Assert.Equal(new ReminderFate.Drop(ReminderReason.WeeklyCap), Decide(At(6, 9), At(6, 9), sent: sent));
        Assert.Equal(
            new ReminderFate.Wait(At(10, 9), ReminderReason.WeeklyCap), Decide(At(9, 9), At(9, 9), valid: TimeSpan.FromDays(1), sent: sent));
        Assert.Equal(new ReminderFate.Send(), Decide(At(10, 9), At(10, 9), sent: sent));
    }

    [Fact]
    public void Whoever_wants_silence_gets_it() =>
        Assert.Equal(new ReminderFate.Drop(ReminderReason.Stopped), Policy.Decide(new PendingReminder(At(3, 9), TwoHours, false), At(3, 9), Jakarta, true, []));

    [Fact]
    public void Every_zone_has_its_own_night()
    {
        var jayapura = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jayapura");

        // 18:30 in Jakarta, 20:30 in Jayapura.
        Assert.Equal(
            new ReminderFate.Drop(ReminderReason.QuietHours), Policy.Decide(new PendingReminder(At(3, 18, 30), TwoHours, false), At(3, 18, 30), jayapura, false, []));
    }

    [Fact]
    public void Whatever_waits_waits_for_a_moment_at_which_only_a_full_week_can_stop_it()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var now = At(1, 0).AddMinutes(random.Next(60 * 24 * 40));
            var planned = now.AddMinutes(-random.Next(300));
            DateTimeOffset[] sent = [.. Enumerable.Range(0, random.Next(5)).Select(_ => now.AddHours(-random.Next(200)))];
            var reminder = new PendingReminder(planned, TimeSpan.FromHours(random.Next(1, 200)), random.Next(2) == 0);

            if (Policy.Decide(reminder, now, Jakarta, false, sent) is ReminderFate.Wait wait)
            {
                Assert.True(wait.Until > now);
                var then = Policy.Decide(reminder, wait.Until, Jakarta, false, sent);
                Assert.True(
                    then is ReminderFate.Send or ReminderFate.Wait { Reason: ReminderReason.WeeklyCap } or ReminderFate.Drop { Reason: ReminderReason.WeeklyCap },
                    $"{wait}, then {then}");
            }
        }
    }

    [Fact]
    public void Holidays_are_read_from_their_file_and_mistakes_are_named_with_their_place()
    {
        var good = Engine.Chat.Load(new Dictionary<string, string>
        {
            ["holidays.yaml"] = "holidays:\n  - {date: 08-17, name: Merdeka, source: Keppres 8/2024, last_checked: 2026-01-31, confidence: V}\n",
        });
        var bad = Engine.Chat.LoadAll(new Dictionary<string, string>
        {
            ["holidays.yaml"] = """
                holidays:
                  - {date: 17-08, name: Merdeka, source: x, last_checked: 2026-01-31, confidence: V}
                  - {date: 12-25, name: Natal}
                  - {date: 12-25, nama: Natal, source: x, last_checked: 2026-01-31, confidence: V}
                """,
        });

        Assert.True(good.Policy.Holidays.Contains(new DateOnly(2031, 8, 17)));
        Assert.False(good.Policy.Holidays.Contains(new DateOnly(2031, 8, 18)));
        Assert.Null(bad.Library);
        Assert.Equal(
            ["2 D102", "3 D101", "4 D001", "4 D002", "4 D004"],
            bad.Problems.Where(problem => problem.Place.File == "holidays.yaml").Select(problem => $"{problem.Place.Line} {problem.Code}").Order(StringComparer.Ordinal));
    }

    private static ReminderFate Decide(
        DateTimeOffset planned, DateTimeOffset now, TimeSpan? valid = null, bool keepsItsDay = false, IReadOnlyCollection<DateTimeOffset>? sent = null) =>
        Policy.Decide(new PendingReminder(planned, valid ?? TwoHours, keepsItsDay), now, Jakarta, isStopped: false, sent ?? []);

    /// <summary>A moment of August 2026 on the clocks of Jakarta.</summary>
    private static DateTimeOffset At(int day, int hour, int minute = 0) => new DateTimeOffset(2026, 8, day, hour, minute, 0, TimeSpan.FromHours(7)).ToUniversalTime();

    private static Holiday Of(int day, int month, int? year = null, Confidence confidence = Confidence.Verified) =>
        new(month, day, year, "Libur", new Provenance("x", null, confidence));
}
