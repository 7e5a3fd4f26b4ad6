using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using Microsoft.Extensions.Options;
using TelegramSimulator;

namespace BelajarBot.Tests.Conversations;

public sealed class InboundLimitTests
{
    private readonly VirtualClock clock = new();
    private readonly InboundLimit limit;
    private long number;

    public InboundLimitTests() => limit = new InboundLimit(Options.Create(new SendingOptions()), clock);

    [Fact]
    public void T168_Of_a_thousand_messages_at_once_a_minutes_worth_is_taken_and_the_person_is_told_once()
    {
        var admissions = Enumerable.Range(0, 1000).Select(_ => Admit("sari")).ToList();

        Assert.All(admissions.Take(60), admission => Assert.Equal(Admission.Take, admission));
        Assert.Equal(Admission.TurnAwayWithNotice, admissions[60]);
        Assert.All(admissions.Skip(61), admission => Assert.Equal(Admission.TurnAway, admission));
    }

    [Fact]
    public void T168_Others_are_not_touched_by_somebodys_flood()
    {
        Flood("sari");

        Assert.Equal(Admission.Take, Admit("budi"));
    }

    [Fact]
    public void T168_Nobody_who_writes_as_fast_as_answers_may_go_out_is_ever_turned_away()
    {
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(Admission.Take, Admit("sari"));
            clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void T168_After_a_flood_one_message_a_second_is_taken_and_no_notice_repeated_while_it_goes_on()
    {
        Flood("sari");

        for (var i = 0; i < 100; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(Admission.Take, Admit("sari"));
            Assert.Equal(Admission.TurnAway, Admit("sari"));
        }
    }

    [Fact]
    public void T168_A_flood_after_a_quiet_time_is_told_again()
    {
        Flood("sari");
        clock.Advance(TimeSpan.FromMinutes(1));

        var again = Enumerable.Range(0, 70).Select(_ => Admit("sari")).ToList();

        Assert.Equal(1, again.Count(admission => admission == Admission.TurnAwayWithNotice));
    }

    [Fact]
    public void T168_What_was_written_slowly_while_the_bot_was_down_is_all_taken_when_it_comes_at_once()
    {
        var written = Enumerable.Range(0, 300).Select(i => clock.GetUtcNow() + TimeSpan.FromSeconds(5 * i)).ToList();
        clock.Advance(TimeSpan.FromHours(2));

        Assert.All(written, sentAt => Assert.Equal(Admission.Take, Admit("sari", sentAt)));
    }

    [Fact]
    public void T168_A_press_among_older_messages_turns_none_of_them_away()
    {
        var written = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromHours(1));

        Admit("sari");

        Assert.Equal(Admission.Take, Admit("sari", written));
    }

    [Fact]
    public void T168_A_message_that_could_not_be_stored_and_comes_again_counts_once()
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            limit.TakeBack(Message("sari", null), Admit("sari"));
        }

        Assert.Equal(Admission.Take, Admit("sari"));
    }

    [Fact]
    public void T168_A_notice_that_could_not_be_stored_is_given_with_the_next_message()
    {
        Flood("sari");
        limit.TakeBack(Message("sari", null), Admission.TurnAwayWithNotice);

        Assert.Equal(Admission.TurnAwayWithNotice, Admit("sari"));
    }

    [Fact]
    public void Without_a_pace_of_answers_there_is_no_limit()
    {
        var unlimited = new InboundLimit(Options.Create(new SendingOptions { BetweenToOnePerson = TimeSpan.Zero }), clock);

        Assert.All(Enumerable.Range(0, 1000), _ => Assert.Equal(Admission.Take, unlimited.Admit(Message("sari", null))));
    }

    private void Flood(string person)
    {
        for (var i = 0; i < 1000; i++)
        {
            Admit(person);
        }
    }

    private Admission Admit(string person, DateTimeOffset? sentAt = null) => limit.Admit(Message(person, sentAt));

    private IncomingMessage Message(string person, DateTimeOffset? sentAt) =>
        new("telegram", person, ++number, new TextInput("halo"), SentAt: sentAt);
}
