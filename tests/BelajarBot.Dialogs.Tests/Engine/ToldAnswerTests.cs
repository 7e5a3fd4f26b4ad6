using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Tests.Engine;

public sealed class ToldAnswerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_third_in_a_row_is_enough_and_another_topic_or_another_day_begins_anew()
    {
        var twice = ToldAnswer.After(ToldAnswer.After(null, "account.not_found", Now), "account.not_found", Now.AddHours(1));

        Assert.Equal(2, twice.Times);
        Assert.Equal(3, ToldAnswer.After(twice, "account.not_found", Now.AddHours(2)).Times);
        Assert.Equal(1, ToldAnswer.After(twice, "account.deleted", Now.AddHours(2)).Times);
        Assert.Equal(1, ToldAnswer.After(twice, "account.not_found", Now.AddDays(1)).Times);
    }

    [Fact]
    public void It_is_read_as_it_was_written_and_what_is_not_one_is_none()
    {
        var told = new ToldAnswer("account.not_found", 2, Now);

        Assert.Equal(told, ToldAnswer.Read(told.ToString()));
        Assert.All(new[] { null, "", "account.not_found", "a b c", "a 1 99999999999999999" }, text => Assert.Null(ToldAnswer.Read(text)));
    }
}
