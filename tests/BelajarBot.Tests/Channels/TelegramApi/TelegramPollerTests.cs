using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using BelajarBot.Channels;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Tests.TelegramSimulation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramSimulator;
using TelegramSimulator.Faults;

namespace BelajarBot.Tests.Channels.TelegramApi;

public sealed class TelegramPollerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task T50_It_asks_for_exactly_the_kinds_that_it_understands()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);

        await using var bot = PollingBot.Start(telegram);
        await Eventually.TrueAsync(() => telegram.RequestsTo("getUpdates").Count > 0, "a poll");

        var poll = telegram.RequestsTo("getUpdates")[0].Json;
        Assert.Equal("""["message","edited_message","callback_query","my_chat_member"]""", poll.GetProperty("allowed_updates").GetRawText());
        Assert.Equal(100, poll.GetProperty("limit").GetInt32());
        Assert.False(poll.TryGetProperty("offset", out _));
    }

    [Fact]
    public async Task T49_Five_quick_messages_of_one_person_keep_their_order()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        var sari = telegram.Person();
        var texts = new[] { "satu", "dua", "tiga", "empat", "lima" };
        foreach (var text in texts)
        {
            sari.Says(text);
        }

        await using var bot = PollingBot.Start(telegram);
        await Eventually.TrueAsync(() => bot.Received.Count == 5, "five messages");

        Assert.Equal(texts, bot.Received.Select(message => ((TextInput)message.Input).Text));
    }

    [Fact]
    public async Task T49_All_of_a_batch_is_offered_before_any_of_it_begins_also_when_it_is_offered_again()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        var person = telegram.Person();
        foreach (var text in new[] { "satu", "dua", "tiga" })
        {
            person.Says(text);
        }

        var hasBegun = new ConcurrentQueue<bool>();
        await using var bot = PollingBot.Start(telegram, async (message, _) =>
        {
            hasBegun.Enqueue(message.Begin!.IsCompleted);
            await message.Begin;
            if (hasBegun.Count == 3)
            {
                throw new IOException("disk full");
            }
        });
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "the batch is acknowledged");

        Assert.Equal(Enumerable.Repeat(false, 6), hasBegun);
    }

    [Fact]
    public async Task T49_A_slow_turn_of_one_person_does_not_hold_up_another_persons_turn()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        var (slow, quick) = (telegram.Person(), telegram.Person());
        var release = new TaskCompletionSource();
        slow.Says("lama");
        quick.Says("cepat");

        await using var bot = PollingBot.Start(telegram, (message, _) => message.Address == $"{slow.Id}" ? release.Task : Task.CompletedTask);
        await Eventually.TrueAsync(() => bot.Received.Any(message => message.Address == $"{quick.Id}"), "the quick turn");
        var pendingWhileSlow = telegram.PendingUpdates;
        release.SetResult();
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "the batch is acknowledged");

        Assert.Equal(2, pendingWhileSlow);
        Assert.Equal(2, bot.Received.Count);
    }

    [Fact]
    public async Task T17_Nothing_is_acknowledged_while_the_store_is_out_of_order_and_nothing_is_lost()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        telegram.Person().Says("halo");
        var attempts = 0;
        var pendingAtAttempt = new ConcurrentQueue<int>();

        await using var bot = PollingBot.Start(telegram, (_, _) =>
        {
            pendingAtAttempt.Enqueue(telegram.PendingUpdates);
            return ++attempts < 3 ? throw new IOException("disk full") : Task.CompletedTask;
        });
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "the update is acknowledged in the end");

        Assert.Equal([1, 1, 1], pendingAtAttempt);
        Assert.Single(bot.Received);
        Assert.Equal(1, bot.Log.Count("cannot be stored"));
    }

    [Fact]
    public async Task T18_A_stop_finishes_the_batch_in_hand_and_confirms_it()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        var id = telegram.Person().Says("halo")!.Value;
        var begun = new TaskCompletionSource();
        var release = new TaskCompletionSource();

        await using var bot = PollingBot.Start(telegram, async (_, _) =>
        {
            begun.SetResult();
            await release.Task;
        });
        await begun.Task.WaitAsync(Cancel);
        var stopping = bot.StopAsync();
        release.SetResult();
        await stopping;

        var last = telegram.RequestsTo("getUpdates")[^1].Json;
        Assert.Equal((id + 1, 1, 0), (last.GetProperty("offset").GetInt32(), last.GetProperty("limit").GetInt32(), last.GetProperty("timeout").GetInt32()));
        Assert.Equal(0, telegram.PendingUpdates);
        Assert.Single(bot.Received);
    }

    [Fact]
    public async Task T18_A_turn_that_never_ends_is_left_for_the_next_start()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        telegram.Person().Says("halo");
        var begun = new TaskCompletionSource();

        await using var bot = PollingBot.Start(
            telegram,
            async (_, cancel) =>
            {
                begun.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancel);
            },
            options => options.StopGrace = TimeSpan.FromMilliseconds(50));
        await begun.Task.WaitAsync(Cancel);
        await bot.StopAsync();

        Assert.Equal(1, telegram.PendingUpdates);
        Assert.Equal(1, bot.Log.Count("left for the next start"));
    }

    [Fact]
    public async Task T8_An_update_that_cannot_be_read_is_parked_and_the_others_go_on()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        var sari = telegram.Person();
        sari.Says("satu");
        var wrongShape = telegram.Enqueue("""{"update_id":$ID,"message":{"message_id":1,"date":1,"chat":"oops","text":"rahasia"}}""");
        telegram.Enqueue("""{"update_id":$ID,"message_of_the_future":{"x":1}}""");
        telegram.Enqueue("""{"no_number":true}""");
        sari.Says("tiga");

        await using var bot = PollingBot.Start(telegram);
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "the whole batch is acknowledged");

        Assert.Equal(["satu", "tiga"], bot.Received.Select(message => ((TextInput)message.Input).Text));
        var parked = Assert.Single(bot.Parked);
        Assert.Equal(wrongShape, parked.UpdateId);
        Assert.Contains("\"chat\":\"oops\"", parked.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("rahasia", parked.Reason, StringComparison.Ordinal);
        Assert.Equal(0, bot.Log.Count("rahasia"));
        Assert.Equal(1, bot.Log.Count("is parked"));
    }

    [Fact]
    public async Task T47_A_lower_number_after_a_restart_of_the_numbering_is_taken()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        var sari = telegram.Person();
        await using var bot = PollingBot.Start(telegram);
        sari.Says("sebelum");
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "the first is acknowledged");

        telegram.RestartUpdateIdsAt(5);
        sari.Says("sesudah");
        await Eventually.TrueAsync(() => telegram.PendingUpdates == 0 && bot.Received.Count == 2, "the second is acknowledged");

        Assert.Equal(5, bot.Received.Last().UpdateId);
    }

    [Fact]
    public async Task T25_A_webhook_left_from_before_is_removed_without_dropping_updates()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await telegram.Webhook.SetAsync(new("https://bot.example.org/hook"));
        telegram.Person().Says("halo");

        await using var bot = PollingBot.Start(telegram);
        await Eventually.TrueAsync(() => bot.Received.Count == 1, "the message that waited");

        Assert.Equal("""{"drop_pending_updates":false}""", telegram.RequestsTo("deleteWebhook")[0].Text);
    }

    [Fact]
    public async Task T26_A_conflict_is_told_once_and_waited_out()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        telegram.Fail("getUpdates", new Fault.Status(409, "Conflict: terminated by other getUpdates request"), times: 2);
        telegram.Person().Says("halo");

        await using var bot = PollingBot.Start(telegram);
        await Eventually.TrueAsync(() => bot.Received.Count == 1, "the message after the conflict");

        Assert.Equal(1, bot.Log.Count("Stop the other instance"));
        Assert.Equal(1, bot.Log.Count("come in again"));
        Assert.Null(bot.Poller.Health.Trouble);
    }

    [Fact]
    public async Task T26_When_a_second_instance_goes_away_the_first_goes_on()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var first = PollingBot.Start(telegram, configure: options => options.PollTimeout = TimeSpan.FromSeconds(50));
        await Eventually.TrueAsync(() => telegram.RequestsTo("getUpdates").Count == 1, "the first polls");

        var second = PollingBot.Start(telegram, configure: options => options.PollTimeout = TimeSpan.FromSeconds(50));
        await Eventually.TrueAsync(() => first.Log.Count("Stop the other instance") == 1, "the first notices");
        await second.DisposeAsync();
        telegram.Person().Says("halo");
        await Eventually.TrueAsync(() => first.Received.Count == 1, "the message after the conflict");

        Assert.Null(first.Poller.Health.Trouble);
        Assert.Empty(second.Received);
    }

    [Fact]
    public async Task T144_At_the_start_the_log_tells_which_bot_it_is_and_what_it_may_do_in_groups()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);

        await using var bot = PollingBot.Start(telegram);
        await Eventually.TrueAsync(() => bot.Log.Count("Polling for bot") == 1, "the line");

        Assert.Equal(1, bot.Log.Count("Polling for bot 1000001; may join groups: True, reads all in groups: False"));
        Assert.Equal("getMe", telegram.Requests[0].Method);
    }

    [Fact]
    public async Task T5_A_refused_token_ends_the_polling_with_one_alarm()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var bot = PollingBot.Start(telegram);
        await Eventually.TrueAsync(() => telegram.RequestsTo("getUpdates").Count > 0, "a poll");

        telegram.RevokeToken();
        var polls = telegram.RequestsTo("getUpdates").Count;
        await Eventually.TrueAsync(() => bot.HasEnded, "the poller gave up");

        Assert.InRange(telegram.RequestsTo("getUpdates").Count - polls, 0, 1);
        Assert.Equal(1, bot.Log.Lines.Count(line => line.Level == LogLevel.Critical));
        Assert.True(bot.Poller.Health.IsClosed);
        Assert.Contains("BotFather", bot.Poller.Health.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T161_A_new_token_in_the_token_file_is_taken_after_a_refusal()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        telegram.Person().Says("halo");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "1:revoked", Cancel);
        try
        {
            await using var bot = PollingBot.Start(telegram.BaseUrl, "", configure: options => options.TokenFile = file);
            await Eventually.TrueAsync(() => bot.Poller.Health.Trouble is not null, "the refusal");
            var refusedCalls = telegram.Requests.Count;
            await File.WriteAllTextAsync(file, telegram.Token + "\n", Cancel);
            await Eventually.TrueAsync(() => bot.Received.Count == 1, "the message, with the new token");

            Assert.Equal(1, refusedCalls);
            Assert.Null(bot.Poller.Health.Trouble);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task T28_A_429_on_a_poll_is_waited_out()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        telegram.Fail("getUpdates", new Fault.Status(429, "Too Many Requests: retry after 2", RetryAfter: 2));
        telegram.Person().Says("halo");

        await using var bot = PollingBot.Start(telegram);
        await Eventually.TrueAsync(() => bot.Received.Count == 1, "the message after the wait");

        var polls = telegram.RequestsTo("getUpdates");
        Assert.True(polls[1].At - polls[0].At >= TimeSpan.FromSeconds(2));
    }

    public static TheoryData<string> Troubles => ["html", "truncated", "empty", "five hundred", "dropped", "no list"];

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task T2_Whatever_a_poll_is_answered_with_polling_goes_on(string trouble)
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        telegram.Fail("getUpdates", trouble switch
        {
            "html" => new Fault.Body(502, "<html><h1>502 Bad Gateway</h1></html>"),
            "truncated" => new Fault.TruncatedAfterApply(),
            "empty" => new Fault.Body(200, "", "application/json"),
            "five hundred" => new Fault.Status(500, "Internal Server Error"),
            "dropped" => new Fault.DropAfterApply(),
            _ => new Fault.Body(200, """{"ok":true,"result":"soon"}""", "application/json"),
        });
        telegram.Person().Says("halo");

        await using var bot = PollingBot.Start(telegram);
        await Eventually.TrueAsync(() => bot.Received.Count == 1, "the message after the trouble");

        Assert.Equal(1, bot.Log.Lines.Count(line => line.Level == LogLevel.Warning));
        Assert.Equal(1, bot.Log.Count("come in again"));
    }

    [Fact]
    public async Task T14_A_poll_that_never_answers_is_given_up_at_its_deadline()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        telegram.Fail("getUpdates", new Fault.NeverAnswer());
        telegram.Person().Says("halo");

        await using var bot = PollingBot.Start(telegram, configure: options => options.RequestTimeout = TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => bot.Received.Count == 1, "the message after the deadline");

        Assert.Equal(1, bot.Log.Count("no answer within 2 s"));
    }

    [Fact]
    public async Task T14_Without_a_network_at_the_start_it_waits_until_there_is_one()
    {
        var port = FreePort();
        await using var bot = PollingBot.Start($"http://127.0.0.1:{port}", new SimulatorOptions().Token);
        await Eventually.TrueAsync(() => bot.Poller.Health.Trouble is not null, "it notices");

        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { Port = port }, Cancel);
        telegram.Person().Says("halo");
        await Eventually.TrueAsync(() => bot.Received.Count == 1, "the message after the outage");

        Assert.Equal(1, bot.Log.Count("cannot be reached"));
        Assert.Equal(1, bot.Log.Count("come in again"));
        Assert.NotNull(bot.Poller.Health.LastContact);
    }

    [Fact]
    public async Task T14_When_no_poll_has_ended_for_long_health_says_so()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        telegram.Person().Says("halo");
        var options = Options.Create(PollingBot.OptionsFor(telegram.BaseUrl, telegram.Token));
        using var client = new BotApiClient(options, TimeProvider.System);
        var clock = new VirtualClock();
        var poller = new TelegramPoller(client, options, clock, new LogLines<TelegramPoller>());
        using var stop = new CancellationTokenSource();
        var (begun, release) = (new TaskCompletionSource(), new TaskCompletionSource());

        var running = poller.RunAsync(
            (_, _) =>
            {
                begun.SetResult();
                return release.Task;
            },
            (_, _) => Task.CompletedTask, (_, _, _, _, _) => Task.CompletedTask, stop.Token);
        await begun.Task.WaitAsync(Cancel);
        var early = poller.Health.Trouble;
        clock.Advance(TimeSpan.FromMinutes(5));
        var late = poller.Health.Trouble;
        release.SetResult();
        await stop.CancelAsync();
        await running;

        Assert.Null(early);
        Assert.Contains("No poll has ended for 300 s", late, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T20_No_offset_is_ever_negative_whatever_the_numbering_does()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        var sari = telegram.Person();
        await using (var bot = PollingBot.Start(telegram))
        {
            sari.Says("satu");
            await Eventually.TrueAsync(() => telegram.PendingUpdates == 0, "the first is acknowledged");
            telegram.RestartUpdateIdsAt(1);
            sari.Says("dua");
            await Eventually.TrueAsync(() => bot.Received.Count == 2, "the second");
        }

        Assert.All(telegram.RequestsTo("getUpdates"), request =>
            Assert.True(!request.Json.TryGetProperty("offset", out var offset) || offset.GetInt64() > 0));
    }

    [Fact]
    public async Task T22_No_two_polls_with_one_offset_begin_within_half_a_second()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        telegram.Fail("getUpdates", new Fault.Body(200, """{"ok":true,"result":[]}""", "application/json"), times: 2);
        telegram.Fail("getUpdates", new Fault.Status(502, "Bad Gateway"), times: 1);

        await using var bot = PollingBot.Start(telegram);
        await Eventually.TrueAsync(() => telegram.RequestsTo("getUpdates").Count >= 4, "four polls");

        var at = telegram.RequestsTo("getUpdates").Select(request => request.At).ToArray();
        Assert.All(at.Zip(at.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(0.45)));
    }

    [Fact]
    public async Task T101_A_press_is_answered_at_once_while_its_turn_still_runs()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        var press = telegram.Person().PressesData("lanjut");
        var release = new TaskCompletionSource();

        await using var bot = PollingBot.Start(telegram, (_, _) => release.Task);
        await Eventually.TrueAsync(() => press.AnsweredAt is not null, "the answer to the press");
        var receivedBefore = bot.Received.Count;
        release.SetResult();
        await Eventually.TrueAsync(() => bot.Received.Count == 1, "the turn");

        Assert.Equal(0, receivedBefore);
        Assert.Equal(new PressInput("lanjut"), bot.Received.Single().Input);
    }

    [Fact]
    public async Task T80_A_press_that_is_too_old_to_answer_is_a_turn_all_the_same()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        telegram.Fail("answerCallbackQuery", new Fault.Status(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"));
        telegram.Person().PressesData("lanjut");

        await using var bot = PollingBot.Start(telegram);
        await Eventually.TrueAsync(() => bot.Received.Count == 1 && bot.Log.Count("query is too old") == 1, "the turn and its line");

        Assert.Equal(LogLevel.Debug, bot.Log.Lines.Single(line => line.Text.Contains("query is too old", StringComparison.Ordinal)).Level);
    }

    [Fact]
    public async Task T51_Blocking_and_unblocking_change_who_can_be_reached()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        var sari = telegram.Person();
        sari.Says("/start");
        sari.Blocks();
        sari.Unblocks();

        await using var bot = PollingBot.Start(telegram);
        await Eventually.TrueAsync(() => bot.Changes.Count == 2, "both changes");

        Assert.Equal([false, true], bot.Changes.Select(change => change.IsReachable));
        Assert.All(bot.Changes, change => Assert.Equal(("telegram", $"{sari.Id}"), (change.Channel, change.Address)));
    }

    [Fact]
    public async Task T13_A_held_poll_does_not_keep_messages_waiting()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        var sari = telegram.Person();
        sari.Says("/start");
        await using var bot = PollingBot.Start(telegram, configure: options => options.PollTimeout = TimeSpan.FromSeconds(50));
        await Eventually.TrueAsync(() => telegram.RequestsTo("getUpdates").Count == 2, "the held poll");

        var clock = Stopwatch.StartNew();
        var channel = new TelegramChannel(bot.Client);
        for (var i = 0; i < 20; i++)
        {
            var sent = await channel.SendAsync(new OutgoingMessage(i, "telegram", $"{sari.Id}", MessageClass.Reply, RichText.Plain("ya"), []), Cancel);
            Assert.IsType<SendResult.Sent>(sent);
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10));
        Assert.Equal(2, telegram.RequestsTo("getUpdates").Count);
    }

    [Fact]
    public async Task T159_The_token_is_in_no_log_line_no_trace_and_no_health_text()
    {
        const string Canary = "7654321:CANARY-token-that-must-never-show-000";
        var traces = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.Contains("Http", StringComparison.OrdinalIgnoreCase) && source.Name != "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue(activity.DisplayName + string.Join(';', activity.TagObjects)),
        };
        ActivitySource.AddActivityListener(listener);
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { Token = Canary }, Cancel);
        var sari = telegram.Person();
        sari.Says("halo");
        telegram.Enqueue("""{"update_id":$ID,"message":7}""");
        sari.PressesData("x");
        telegram.Fail("getUpdates", new Fault.Body(502, "<html>"));
        telegram.Fail("getUpdates", new Fault.DropAfterApply());
        telegram.Fail("answerCallbackQuery", new Fault.Status(400, "Bad Request: query is too old"));

        await using var bot = PollingBot.Start(telegram);
        await Eventually.TrueAsync(() => bot.Received.Count == 2, "the messages");
        telegram.RevokeToken();
        await Eventually.TrueAsync(() => bot.HasEnded, "the end");

        Assert.True(bot.Log.Lines.Count > 5);
        Assert.Equal(0, bot.Log.Count("CANARY"));
        Assert.DoesNotContain("CANARY", bot.Poller.Health.Trouble, StringComparison.Ordinal);
        Assert.DoesNotContain(traces, trace => trace.Contains("CANARY", StringComparison.Ordinal));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
