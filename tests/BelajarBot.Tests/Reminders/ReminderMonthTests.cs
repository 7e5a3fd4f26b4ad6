using System.Diagnostics;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Reminders;

/// <summary>
/// A month of many people: the bot sends exactly the reminders that a calculation says which knows nothing of the bot. It works
/// in minutes of each person's own clock, tick by tick. The short form is 500 people; BELAJARBOT_LONG=1 asks for 50,000.
/// </summary>
public sealed class ReminderMonthTests : IDisposable
{
    private const int Day = 24 * 60;
    private const int Tick = 60;
    private const int Length = 30 * Day;
    private const int PerWeek = 3;
    private const int Valid = 120;

    /// <summary>Midnight in UTC: minute 0. On 17 August, day 14, nobody is bothered; the deadline is the 28th, then the 24th.</summary>
    private static readonly DateTimeOffset Start = new(2026, 8, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly (int FromMinute, int Day)[] Deadlines = [(0, 25), (10 * Day, 21)];
    private const int Holiday = 14;

    private static readonly (string Name, int Hours)[] Zones = [("Asia/Jakarta", 7), ("Asia/Makassar", 8), ("Asia/Jayapura", 9)];

    private readonly ReminderFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_month_of_people_gets_exactly_the_reminders_that_were_calculated()
    {
        var people = Enumerable.Range(0, TestRun.IsLong ? 50_000 : 500).Select(Life.Of).ToList();
        var clock = Stopwatch.StartNew();
        var expected = people.SelectMany(Expect).Order(StringComparer.Ordinal).ToList();
        var calculated = clock.Elapsed;

        var sent = await LiveAsync(people);

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{people.Count} people, {expected.Count} reminders expected in {calculated.TotalSeconds:F1} s, a month lived in {(clock.Elapsed - calculated).TotalSeconds:F1} s");
        Assert.Equal([], expected.Except(sent).Select(line => $"missing {line}").Concat(sent.Except(expected).Select(line => $"unexpected {line}")));
        Assert.Equal(expected.Count, sent.Count);
        Assert.All(["sehari", "tiga_hari", "tenggat"], rule => Assert.Contains(expected, line => line.EndsWith(rule, StringComparison.Ordinal)));
    }

    /// <summary>The bot's month: what it sent, as lines of person, minute and rule.</summary>
    private async Task<List<string>> LiveAsync(List<Life> people)
    {
        using var storage = new ScriptStorage();
        await using var bot = await ScriptBot.StartAsync(storage.Options, folder.Path, new ScriptClock(Start), Cancel);
        await Task.WhenAll(people.Select(life => bot.IntroduceAsync(life.Name, "id", TimeZoneInfo.FindSystemTimeZoneById(Zones[life.Zone].Name), [], Cancel)));
        var acts = people.SelectMany(life => life.Acts.Select(act => (life.Name, act.Minute, act.Words))).ToLookup(act => act.Minute);
        var updates = 0L;
        for (var minute = 0; minute <= Length; minute += Tick / 4)
        {
            bot.Clock.MoveTo(Start.AddMinutes(minute));
            if (minute == Deadlines[1].FromMinute)
            {
                folder.Close("2026-08-24");
                await bot.ReloadAsync(Cancel);
            }

            await Task.WhenAll(acts[minute].Select(act => bot.Of<Turns>().ReceiveAsync(
                new IncomingMessage(ScriptChannel.ChannelName, act.Name, Interlocked.Increment(ref updates), new TextInput(act.Words)), Cancel)));
            if (minute % Tick == 0)
            {
                await bot.Of<DueConversations>().RunDueAsync(Cancel);

                // What is said at one moment arrives then: the sender would find it late at the next.
                await bot.Of<Sender>().WhenEmptyAsync(Cancel);
            }
        }

        var sent = await bot.Database.ReadAsync(
            session => session.QueryAsync<(string, DateTimeOffset, string)>(
                "select p.address, r.decided_at, r.reminder from reminder_log r join person p on p.id = r.person_id where r.decision = 'sent'"),
            Cancel);
        var words = 0;
        foreach (var life in people)
        {
            words += (await bot.TakeSentAsync(life.Name, Cancel)).Count(message => message.Text.Text.StartsWith("Pengingat", StringComparison.Ordinal));
        }

        Assert.Empty(bot.TakeTroubles());
        Assert.Equal(sent.Count, words);
        return [.. sent.Select(row => Line(row.Item1, (int)(row.Item2 - Start).TotalMinutes, row.Item3)).Order(StringComparer.Ordinal)];
    }

    /// <summary>What one person should get.</summary>
    private static IEnumerable<string> Expect(Life life)
    {
        var offset = Zones[life.Zone].Hours * 60;
        var touched = -1;
        var isOpen = false;
        var isStopped = false;
        var done = new HashSet<string>();
        var sent = new List<int>();
        (string Mark, int Until)? putOff = null;
        var acts = new Queue<(int Minute, string Words)>(life.Acts);
        var next = 0;
        for (var now = 0; now <= Length; now += Tick)
        {
            while (acts.TryPeek(out var act) && act.Minute <= now)
            {
                acts.Dequeue();
                isStopped |= act.Words == "berhenti";
                if (act.Words is "/uji" or "halo" or "sudah")
                {
                    (touched, isOpen, putOff, next) = (act.Minute, act.Words != "sudah", null, 0);
                    done.Clear();
                }
            }

            if (!isOpen || (now < next && now != Deadlines[1].FromMinute))
            {
                continue;
            }

            var deadline = Deadlines.Last(one => one.FromMinute <= now).Day;
            var reminders = new (string Name, string Mark, int Due, bool IsByDate)[]
            {
                ("sehari", "sehari", Rested(touched + Day + offset) - offset, false),
                ("tiga_hari", "tiga_hari", Rested(touched + (3 * Day) + offset) - offset, false),
                ("tenggat", $"tenggat{deadline}", ((deadline - 2) * Day) + (9 * 60) - offset, true),
            };
            var open = reminders.Where(one => !done.Contains(one.Mark) && (!one.IsByDate || one.Due > touched))
                .Select(one => one with { Due = putOff is not var (mark, until) ? one.Due : one.Mark == mark ? until : Math.Max(one.Due, until) }).ToList();
            var due = open.Where(one => one.Due <= now).OrderBy(one => one.Due).ThenBy(one => one.Mark == putOff?.Mark).ToList();
            next = due.Count > 0 ? 0 : open.Select(one => one.Due).DefaultIfEmpty(int.MaxValue).Min();
            foreach (var one in due)
            {
                done.Add(one.Mark);
            }

            if (due.Count == 0 || isStopped || now - due[^1].Due > Valid)
            {
                continue;
            }

            var last = due[^1];
            var local = now + offset;
            if (local % Day is < 7 * 60 or >= 20 * 60 || (!last.IsByDate && local / Day == Holiday))
            {
                continue;
            }

            if (sent.Count(at => at > now - (7 * Day)) < PerWeek)
            {
                sent.Add(now);
                yield return Line(life.Name, now, last.Name);
            }
            else if (Rested(sent[^PerWeek] + (7 * Day) + offset) - offset is var free && free - last.Due <= Valid)
            {
                // It is still in time when the week is no longer full.
                done.Remove(last.Mark);
                putOff = (last.Mark, free);
            }
        }
    }

    /// <summary>A minute of somebody's own clock, or the next one at which they may be spoken to.</summary>
    private static int Rested(int local)
    {
        while (local % Day is < 7 * 60 or >= 20 * 60 || local / Day == Holiday)
        {
            local = local / Day == Holiday || local % Day >= 20 * 60 ? ((local / Day) + 1) * Day : (local / Day * Day) + (7 * 60);
            if (local % Day == 0 && local / Day != Holiday)
            {
                local += 7 * 60;
            }
        }

        return local;
    }

    private static string Line(string person, int minute, string rule) => $"{person} {minute:D5} {rule}";

    /// <summary>What a person does in the month: they begin, may come back, may say stop, may finish.</summary>
    private sealed record Life(string Name, int Zone, IReadOnlyList<(int Minute, string Words)> Acts)
    {
        internal static Life Of(int number)
        {
            var random = new Random(number);
            var acts = new List<(int, string)> { (Some(random, 0, 5), "/uji") };
            for (var i = random.Next(4); i > 0; i--)
            {
                acts.Add((Some(random, 5, 29), "halo"));
            }

            if (random.Next(10) == 0)
            {
                acts.Add((Some(random, 6, 25), "berhenti"));
            }

            if (random.Next(4) == 0)
            {
                acts.Add((Some(random, 25, 29), "sudah"));
            }

            // What comes after the end would begin something else; two things at one moment have no order.
            var end = acts.FindIndex(act => act.Item2 == "sudah") is >= 0 and var index ? acts[index].Item1 : int.MaxValue;
            return new Life(
                $"p{number:D5}", random.Next(3),
                [.. acts.Where(act => act.Item1 < end || act.Item2 == "sudah").OrderBy(act => act.Item1).DistinctBy(act => act.Item1)]);
        }

        /// <summary>A quarter past some hour of these days, in the light of all zones.</summary>
        private static int Some(Random random, int fromDay, int toDay) => (random.Next(fromDay, toDay) * Day) + (random.Next(0, TestRun.IsLong ? 11 : 3) * (TestRun.IsLong ? 60 : 240)) + 15;
    }
}
