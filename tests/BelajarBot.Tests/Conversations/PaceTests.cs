using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Tests.EndToEnd;
using TelegramSimulator;

namespace BelajarBot.Tests.Conversations;

public sealed class PaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 3, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly VirtualClock clock = new(Start);

    [Fact]
    public void T63_However_unevenly_calls_arrive_no_second_holds_more_than_allowed()
    {
        var pace = new CallPace(30, clock);
        var random = new Random(7);
        var underWay = new PriorityQueue<bool, DateTimeOffset>();
        var arrived = new List<DateTimeOffset>();

        while (arrived.Count < 3000)
        {
            while (underWay.TryPeek(out _, out var end) && end <= clock.GetUtcNow())
            {
                underWay.Dequeue();
                pace.End();
            }

            if (pace.TryBegin(out _))
            {
                // A call takes up to two seconds, and arrives at any moment of them.
                var takes = Second * (random.Next(4) == 0 ? random.NextDouble() * 2 : random.NextDouble() / 20);
                arrived.Add(clock.GetUtcNow() + (takes * random.NextDouble()));
                underWay.Enqueue(true, clock.GetUtcNow() + takes);
            }
            else
            {
                clock.Advance(TimeSpan.FromMilliseconds(1));
            }
        }

        Assert.All(arrived, begin => Assert.InRange(arrived.Count(at => at >= begin && at < begin + Second), 1, 30));
    }

    [Fact]
    public void The_rate_is_reached_when_answers_come_at_once()
    {
        var pace = new CallPace(30, clock);

        for (var i = 0; i < 300; i++)
        {
            while (!pace.TryBegin(out var wait))
            {
                clock.Advance(wait);
            }

            pace.End();
        }

        Assert.InRange((clock.GetUtcNow() - Start).TotalSeconds, 9, 9.1);
    }

    [Fact]
    public async Task T68_Who_waits_for_a_place_goes_before_those_who_only_try()
    {
        var pace = new CallPace(2, clock);
        Assert.True(pace.TryBegin(out _));
        Assert.True(pace.TryBegin(out _));
        var answer = pace.BeginAheadAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        pace.End();
        pace.End();
        pace.PerSecond = 1;
        await Until.TrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(0.3));
                return answer.IsCompleted;
            },
            "there was a place");

        Assert.False(pace.TryBegin(out _));
    }

    [Fact]
    public async Task Who_goes_ahead_takes_half_of_the_places_at_most_and_gives_up_in_time()
    {
        var pace = new CallPace(10, clock);
        var ahead = Enumerable.Range(0, 100).Select(_ => pace.BeginAheadAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken)).ToList();

        Assert.Equal(5, ahead.Count(begun => begun.IsCompleted));
        Assert.Equal(5, Enumerable.Range(0, 10).Count(each => pace.TryBegin(out _)));
        await Until.TrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return ahead.TrueForAll(begun => begun.IsCompleted);
            },
            "the rest gave up");

        Assert.Equal(5, (await Task.WhenAll(ahead)).Count(begun => begun));
    }

    [Fact]
    public void A_place_that_was_not_used_is_free_at_once()
    {
        var pace = new CallPace(1, clock);
        Assert.True(pace.TryBegin(out _));
        Assert.False(pace.TryBegin(out var wait));
        Assert.Equal(Timeout.InfiniteTimeSpan, wait);

        pace.GiveBack();

        Assert.True(pace.TryBegin(out _));
    }

    [Fact]
    public void One_person_gets_a_burst_and_then_one_each_second()
    {
        var allowance = new Allowance(4, Second);
        var now = Start;
        var waits = new List<double>();

        for (var i = 0; i < 7; i++)
        {
            var wait = allowance.WaitAt(now);
            waits.Add(wait.TotalSeconds);
            now += wait;
            allowance.Count(now);
        }

        Assert.Equal([0, 0, 0, 0, 1, 1, 1], waits);
    }

    [Fact]
    public void After_a_rest_the_burst_is_whole_again()
    {
        var allowance = new Allowance(2, Second);
        allowance.Count(Start);
        allowance.Count(Start);

        var later = Start + TimeSpan.FromSeconds(2);

        Assert.True(allowance.ForgottenAt <= later);
        allowance.Count(later);
        Assert.Equal(TimeSpan.Zero, allowance.WaitAt(later));
    }

    [Fact]
    public void T67_One_chat_that_must_wait_is_its_own_affair_and_three_are_everybodys()
    {
        var complaints = new Complaints();

        Assert.Null(complaints.Add("a", Start, Second * 3));
        Assert.Null(complaints.Add("a", Start + Second, Second * 3));
        Assert.Null(complaints.Add("b", Start + Second, Second * 9));
        Assert.Equal(Second * 8, complaints.Add("c", Start + (Second * 2), Second));
        Assert.Null(complaints.Add("d", Start + (Second * 2), Second));
    }

    [Fact]
    public void T67_Chats_that_complain_long_after_one_another_are_each_their_own_affair()
    {
        var complaints = new Complaints();

        for (var i = 0; i < 10; i++)
        {
            Assert.Null(complaints.Add($"{i}", Start + (Second * 6 * i), Second));
        }
    }

    [Fact]
    public void T64_T67_The_rate_falls_at_once_and_creeps_up_again()
    {
        var first = Slowdown.After(null, Start, Second * 5, most: 30);
        var same = Slowdown.After(first, Start + Second, Second * 7, most: 30);
        var second = Slowdown.After(same, Start + (Second * 28), Second, most: 30);

        Assert.Equal(new Slowdown(Start + (Second * 5), 21), first);
        Assert.Equal(new Slowdown(Start + (Second * 8), 21), same);
        Assert.Equal(23, same.RateAt(Start + (Second * 28), most: 30));
        Assert.Equal(new Slowdown(Start + (Second * 29), 16), second);
        Assert.Equal(30, second.RateAt(Start + TimeSpan.FromHours(1), most: 30));
        Assert.Equal(1, Slowdown.After(new Slowdown(Start, 1), Start + Second, Second * 10072, most: 30).PerSecond);
    }

    [Fact]
    public void T81_The_same_refusal_five_times_in_a_row_is_the_campaigns_own_fault()
    {
        var refusals = new Refusals();
        foreach (var reason in new[] { "a", "a", "a", "a", "b", "a", "a", "a", "a" })
        {
            Assert.False(refusals.Add(1, reason));
        }

        Assert.False(refusals.Add(2, "a"));
        Assert.True(refusals.Add(1, "a"));
        refusals.Add(1, "a");
        refusals.Clear(1);
        Assert.False(refusals.Add(1, "a"));
    }
}
