using BelajarBot.Conversations;

namespace BelajarBot.Tests.Conversations;

public sealed class PaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_second_wherever_it_begins_holds_more_than_allowed()
    {
        var pace = new Pace(30);
        var random = new Random(7);
        var sent = new List<DateTimeOffset>();
        var now = Start;

        for (var i = 0; i < 2000; i++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.Next(400) : 0);
            now += pace.WaitAt(now);
            pace.Count(now);
            sent.Add(now);
        }

        Assert.All(sent, begin => Assert.InRange(sent.Count(at => at >= begin && at < begin + TimeSpan.FromSeconds(1)), 1, 30));
    }

    [Fact]
    public void The_full_rate_is_reached()
    {
        var pace = new Pace(30);
        var now = Start;

        for (var i = 0; i < 300; i++)
        {
            now += pace.WaitAt(now);
            pace.Count(now);
        }

        Assert.Equal(TimeSpan.FromSeconds(9), now - Start);
    }

    [Fact]
    public void One_person_gets_a_burst_and_then_one_each_second()
    {
        var allowance = new Allowance(4, TimeSpan.FromSeconds(1));
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
        var allowance = new Allowance(2, TimeSpan.FromSeconds(1));
        allowance.Count(Start);
        allowance.Count(Start);

        var later = Start + TimeSpan.FromSeconds(2);

        Assert.True(allowance.IsWholeAt(later));
        allowance.Count(later);
        Assert.Equal(TimeSpan.Zero, allowance.WaitAt(later));
    }
}
