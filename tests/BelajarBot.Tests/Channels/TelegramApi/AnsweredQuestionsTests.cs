using BelajarBot.Channels;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Tests.EndToEnd;
using Microsoft.Extensions.Options;
using TelegramSimulator;
using TelegramSimulator.Faults;

namespace BelajarBot.Tests.Channels.TelegramApi;

public sealed class AnsweredQuestionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task T68_An_edit_that_finds_no_place_in_the_pace_is_dropped_and_a_429_silences_edits()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        var clock = new VirtualClock();
        using var client = new BotApiClient(Options.Create(PollingBot.OptionsFor(telegram.BaseUrl, telegram.Token)), TimeProvider.System);
        var pace = new CallPace(1, TimeProvider.System);
        var log = new LogLines<AnsweredQuestions>();
        using var questions = new AnsweredQuestions(client, pace, clock, log);
        Assert.True(pace.TryBegin(out _));
        await questions.StartAsync(Cancel);

        // Somebody else's call has the only place: the edit waits, and five seconds later it is not made any more.
        questions.Add(Press(1));
        while (log.Count("dropped") == 0)
        {
            await Until.TrueAsync(() => clock.PendingTimers > 0 || log.Count("dropped") > 0, "the edit waits for a place");
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Empty(telegram.RequestsTo("editMessageText"));

        // With a place it is made; the 429 that comes back is waited out by dropping what comes meanwhile.
        pace.GiveBack();
        telegram.Fail("editMessageText", new Fault.Status(429, "Too Many Requests: retry after 60", RetryAfter: 60));
        questions.Add(Press(2));
        await Until.TrueAsync(() => log.Count("could not be edited") == 1, "the edit and its 429");
        questions.Add(Press(3));
        await Until.TrueAsync(() => log.Count("dropped") == 2, "the next one is dropped");

        Assert.Single(telegram.RequestsTo("editMessageText"));
        await questions.StopAsync(CancellationToken.None);
    }

    private static IncomingMessage Press(long id) => new("telegram", "5", id, new PressInput("c.1.1.ya"))
    {
        Pressed = new PressedMessage(id, RichText.Plain("Sudah punya?"), "Sudah"),
    };
}
