using System.ComponentModel.DataAnnotations;
using BelajarBot.Channels;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Dialogs.Engine;
using Microsoft.Extensions.Options;
using TelegramSimulator;
using TelegramSimulator.Api;
using TelegramSimulator.Faults;
using TelegramSimulator.People;

namespace BelajarBot.Tests.Channels.TelegramApi;

public sealed class TelegramChannelTests : IAsyncLifetime
{
    private Simulator telegram = null!;
    private SimulatedPerson sari = null!;
    private BotApiClient client = null!;
    private TelegramChannel channel = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        telegram = await Simulator.StartAsync(new SimulatorOptions { PathPrefix = "/prefix" }, Cancel);
        sari = telegram.Person();
        sari.Says("/start");
        client = NewClient();
        channel = new TelegramChannel(client);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await telegram.DisposeAsync();
    }

    [Fact]
    public async Task T89_Styles_travel_as_entities_and_words_as_they_are()
    {
        var text = new RichText("Halo 😀 <b>Sari</b>", [new TextSpan(8, 11, SpanKind.Bold), new TextSpan(0, 4, SpanKind.Italic)]);

        var result = await channel.SendAsync(Message(text), Cancel);

        var message = await sari.NextMessageAsync(cancel: Cancel);
        Assert.Equal(new SendResult.Sent(message.Id), result);
        Assert.Equal("Halo 😀 <b>Sari</b>", message.Text);
        Assert.Equal([new TextEntity("bold", 8, 11), new TextEntity("italic", 0, 4)], message.Entities);
        Assert.False(telegram.RequestsTo("sendMessage")[0].Json.TryGetProperty("parse_mode", out _));
    }

    [Fact]
    public async Task A_place_is_shown_as_a_venue_with_its_buttons()
    {
        var message = Message("Aula, Jalan Braga 1") with
        {
            Place = new PlaceToSend(-6.9, 107.6, "Bimtek Koding", "Aula, Jalan Braga 1"),
            Buttons = [[new Button("Buka peta", "https://www.google.com/maps/search/?api=1&query=-6.9%2C107.6", ButtonKind.Link)]],
        };

        var result = await channel.SendAsync(message, Cancel);

        var arrived = await sari.NextMessageAsync(cancel: Cancel);
        Assert.Equal(new SendResult.Sent(arrived.Id), result);
        Assert.Equal("Bimtek Koding\nAula, Jalan Braga 1", arrived.Text);
        Assert.Equal((-6.9, 107.6), arrived.Venue);
        Assert.Equal(["Buka peta"], arrived.Labels);
    }

    [Fact]
    public async Task T94_T11_T6_A_message_is_JSON_without_a_preview_and_without_nulls()
    {
        await channel.SendAsync(Message("halo"), Cancel);

        var request = telegram.RequestsTo("sendMessage").Single();
        Assert.Equal("application/json; charset=utf-8", request.Headers["Content-Type"]);
        Assert.Equal("POST", request.Verb);
        Assert.StartsWith("/prefix/bot", request.Path, StringComparison.Ordinal);
        Assert.Equal(
            $$$$$"""{"chat_id":{{{{{sari.Id}}}}},"text":"halo","link_preview_options":{"is_disabled":true},"reply_markup":{"remove_keyboard":true}}""",
            request.Text);
    }

    [Fact]
    public async Task Buttons_press_and_link_as_they_are_meant_to()
    {
        Button[][] rows = [[new("Ya", "ya"), new("Tidak", "tidak")], [new("Buka", "https://belajar.id", ButtonKind.Link)]];

        await channel.SendAsync(Message("Lanjut?", rows), Cancel);

        var message = await sari.NextMessageAsync(cancel: Cancel);
        Assert.Equal(
            [new ShownButton("Ya", "ya"), new ShownButton("Tidak", "tidak"), new ShownButton("Buka", Url: "https://belajar.id")],
            message.Keyboard.Rows.SelectMany(row => row));
        Assert.Equal("tidak", sari.Presses("Tidak")?.Data);
    }

    [Fact]
    public async Task T106_A_contact_is_asked_for_below_the_chat_and_taken_away_by_the_next_plain_message()
    {
        Button[][] rows = [[new("Bagikan nomor", "", ButtonKind.ShareContact)], [new("Lewati", "lewati")], [new("Info", "https://a.id", ButtonKind.Link)]];

        await channel.SendAsync(Message("Nomor HP?", rows), Cancel);
        await channel.SendAsync(Message("Terima kasih."), Cancel);

        var asked = await sari.NextMessageAsync(cancel: Cancel);
        var thanks = await sari.NextMessageAsync(cancel: Cancel);
        Assert.Equal(KeyboardKind.Reply, asked.Keyboard.Kind);
        Assert.Equal([new ShownButton("Bagikan nomor", RequestsContact: true), new ShownButton("Lewati")], asked.Keyboard.Rows.SelectMany(row => row));
        Assert.EndsWith("Info: https://a.id", asked.Text, StringComparison.Ordinal);
        Assert.Equal(KeyboardKind.Remove, thanks.Keyboard.Kind);
    }

    [Theory]
    [InlineData("Bad Request: TOPIC_CLOSED")]
    [InlineData("Bad Request: message thread not found")]
    public async Task T139_A_topic_is_gone_only_for_what_answers_in_one_and_elsewhere_it_is_a_refusal(string description)
    {
        telegram.Fail("sendMessage", new Fault.Status(400, description));
        var inTopic = await channel.SendAsync(Message("halo") with { Thread = 42 }, Cancel);
        telegram.Fail("sendMessage", new Fault.Status(400, description));
        var outside = await channel.SendAsync(Message("halo"), Cancel);

        Assert.Equal(new SendResult.TopicGone(description), inTopic);
        Assert.Equal(new SendResult.Refused(description), outside);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(66, false)]
    public async Task T100_Data_of_more_than_64_bytes_is_refused_before_it_is_sent(int bytes, bool isSent)
    {
        var result = await channel.SendAsync(Message("a", [[new("A", new string('é', bytes / 2))]]), Cancel);

        Assert.Equal(isSent, result is SendResult.Sent);
        Assert.Equal(isSent ? 1 : 0, telegram.RequestsTo("sendMessage").Count);
    }

    [Fact]
    public async Task T103_T104_A_keyboard_that_Telegram_would_cut_is_refused_before_it_is_sent()
    {
        var wide = Enumerable.Range(0, 9).Select(i => new Button($"{i}", $"{i}")).ToArray();
        var many = Enumerable.Range(0, 101).Select(i => new[] { new Button($"{i}", $"{i}") }).ToArray();

        Assert.IsType<SendResult.Refused>(await channel.SendAsync(Message("a", [wide]), Cancel));
        Assert.IsType<SendResult.Refused>(await channel.SendAsync(Message("a", many), Cancel));
        Assert.IsType<SendResult.Refused>(await channel.SendAsync(Message("a", [[new(" ", "x")]]), Cancel));
        Assert.Empty(telegram.RequestsTo("sendMessage"));
    }

    [Theory]
    [InlineData(403, "Forbidden: bot was blocked by the user", typeof(SendResult.Unreachable))]
    [InlineData(403, "Forbidden: user is deactivated", typeof(SendResult.Unreachable))]
    [InlineData(403, "Forbidden: bot can't initiate conversation with a user", typeof(SendResult.Unreachable))]
    [InlineData(403, "Forbidden: bot was kicked from the supergroup chat", typeof(SendResult.Unreachable))]
    [InlineData(400, "Bad Request: Chat not found, and a new tail", typeof(SendResult.Unreachable))]
    [InlineData(400, "Bad Request: message is too long", typeof(SendResult.Refused))]
    [InlineData(400, "Bad Request: BUTTON_DATA_INVALID", typeof(SendResult.Refused))]
    [InlineData(413, "Request Entity Too Large", typeof(SendResult.Refused))]
    [InlineData(401, "Unauthorized", typeof(SendResult.ChannelClosed))]
    [InlineData(404, "Not Found", typeof(SendResult.ChannelClosed))]
    [InlineData(409, "Conflict: terminated by setWebhook request", typeof(SendResult.TryLater))]
    [InlineData(429, "Too Many Requests: retry after 5", typeof(SendResult.SlowDown))]
    [InlineData(500, "Internal Server Error", typeof(SendResult.Unknown))]
    [InlineData(502, "Bad Gateway", typeof(SendResult.Unknown))]
    public async Task T3_T4_T74_T76_An_error_becomes_what_the_sender_does_about_it(int code, string description, Type expected)
    {
        telegram.Fail("sendMessage", new Fault.Status(code, description));

        var result = await channel.SendAsync(Message("halo"), Cancel);

        Assert.IsType(expected, result);
        Assert.Single(telegram.RequestsTo("sendMessage"));
    }

    [Fact]
    public async Task T65_The_wait_is_the_one_that_Telegram_names()
    {
        telegram.Fail("sendMessage", new Fault.Status(429, "Too Many Requests: retry after 37", RetryAfter: 37));
        telegram.Fail("sendMessage", new Fault.Status(429, "Too Many Requests"));

        var named = await channel.SendAsync(Message("halo"), Cancel);
        var unnamed = await channel.SendAsync(Message("halo"), Cancel);

        Assert.Equal(TimeSpan.FromSeconds(37), Assert.IsType<SendResult.SlowDown>(named).Wait);
        Assert.Equal(TimeSpan.FromSeconds(5), Assert.IsType<SendResult.SlowDown>(unnamed).Wait);
    }

    public static TheoryData<string> Ambiguous => ["dropped", "truncated", "html", "empty", "never"];

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public async Task T127_T131_Without_a_readable_answer_the_fate_is_unknown_and_nothing_is_sent_twice(string trouble)
    {
        telegram.Fail("sendMessage", trouble switch
        {
            "dropped" => new Fault.DropAfterApply(),
            "truncated" => new Fault.TruncatedAfterApply(),
            "html" => new Fault.Body(504, "<html>Gateway Timeout</html>"),
            "empty" => new Fault.Body(200, "", "application/json"),
            _ => new Fault.NeverAnswer(),
        });
        using var impatient = NewClient(options => options.RequestTimeout = TimeSpan.FromSeconds(1));

        var result = await new TelegramChannel(impatient).SendAsync(Message("halo"), Cancel);

        Assert.IsType<SendResult.Unknown>(result);
        Assert.Single(telegram.RequestsTo("sendMessage"));
    }

    [Fact]
    public async Task T129_Without_a_connection_it_is_certain_that_nothing_was_sent()
    {
        var address = telegram.BaseUrl;
        await telegram.DisposeAsync();
        using var lonely = NewClient(options => options.BaseUrl = address);
        using var nameless = NewClient(options => options.BaseUrl = "http://no-such-host.invalid");

        var refused = await new TelegramChannel(lonely).SendAsync(Message("halo"), Cancel);
        var unresolved = await new TelegramChannel(nameless).SendAsync(Message("halo"), Cancel);

        Assert.IsType<SendResult.TryLater>(refused);
        Assert.IsType<SendResult.TryLater>(unresolved);
    }

    [Fact]
    public async Task T91_A_long_text_goes_out_in_order_with_the_buttons_on_the_last_part()
    {
        var paragraphs = Enumerable.Range(1, 200).Select(i => $"Paragraf {i}: {new string('x', 80)} 😀.").ToArray();
        var text = string.Join("\n\n", paragraphs);

        var result = await SendAllAsync(
            Message(new RichText(text, [new TextSpan(0, text.Length, SpanKind.Bold)]), [[new("Lanjut", "lanjut")]]));

        Assert.Equal(result, new SendResult.Sent(sari.Inbox[^1].Id));
        Assert.Equal(paragraphs, sari.Inbox.SelectMany(message => message.Text.Split("\n\n").SkipLast(1)));
        Assert.Equal(Enumerable.Range(1, sari.Inbox.Count).Select(i => $"({i}/{sari.Inbox.Count})"), sari.Inbox.Select(m => m.Text.Split("\n\n")[^1]));
        Assert.All(sari.Inbox.SkipLast(1), message => Assert.Empty(message.Labels));
        Assert.All(sari.Inbox, message => Assert.Equal([new TextEntity("bold", 0, message.Text.LastIndexOf("\n\n", StringComparison.Ordinal))], message.Entities));
        Assert.Equal(["Lanjut"], sari.Inbox[^1].Labels);
    }

    [Fact]
    public async Task T91_Only_the_parts_that_are_not_known_as_sent_are_sent()
    {
        var message = Message(string.Join(' ', Enumerable.Repeat("kata", 2000))) with { PartsSent = 1 };

        var result = await SendAllAsync(message);

        Assert.IsType<SendResult.Sent>(result);
        Assert.Equal(["(2/3)", "(3/3)"], sari.Inbox.Select(part => part.Text.Split("\n\n")[^1]));
    }

    [Theory]
    [InlineData(403, "Forbidden: bot was blocked by the user", UnreachableCause.Blocked)]
    [InlineData(403, "Forbidden: user is deactivated", UnreachableCause.Deactivated)]
    [InlineData(400, "Bad Request: user is deactivated", UnreachableCause.Deactivated)]
    [InlineData(403, "Forbidden: bot can't initiate conversation with a user", UnreachableCause.NeverStarted)]
    [InlineData(400, "Bad Request: chat not found", UnreachableCause.NeverStarted)]
    [InlineData(403, "Forbidden: bot was kicked from the group chat", UnreachableCause.Blocked)]
    public async Task T74_T76_It_is_told_why_a_person_cannot_be_reached(int code, string description, object expected)
    {
        telegram.Fail("sendMessage", new Fault.Status(code, description));

        var result = await channel.SendAsync(Message("halo"), Cancel);

        Assert.Equal(new SendResult.Unreachable((UnreachableCause)expected, description), result);
    }

    [Fact]
    public async Task T75_A_group_that_moved_is_told_with_its_new_address()
    {
        telegram.Fail("sendMessage", new Fault.Status(
            400, "Bad Request: group chat was upgraded to a supergroup chat", MigrateToChatId: -1002471352452));

        Assert.Equal(new SendResult.Moved("-1002471352452"), await channel.SendAsync(Message("halo"), Cancel));
    }

    [Fact]
    public async Task T97_Styles_that_cannot_be_parsed_are_told_apart_from_a_message_that_is_refused()
    {
        telegram.Fail("sendMessage", new Fault.Status(400, "Bad Request: can't parse entities: unexpected end"), times: 2);

        var styled = await channel.SendAsync(Message(new RichText("halo", [new TextSpan(0, 2, SpanKind.Bold)])), Cancel);
        var plain = await channel.SendAsync(Message("halo"), Cancel);

        Assert.IsType<SendResult.StylesRefused>(styled);
        Assert.IsType<SendResult.Refused>(plain);
    }

    [Fact]
    public async Task T96_A_message_is_silent_or_protected_when_it_says_so()
    {
        await channel.SendAsync(Message("halo") with { IsSilent = true, IsProtected = true }, Cancel);

        var request = telegram.RequestsTo("sendMessage").Single().Json;
        Assert.True(request.GetProperty("disable_notification").GetBoolean());
        Assert.True(request.GetProperty("protect_content").GetBoolean());
    }

    [Fact]
    public async Task T93_A_lone_surrogate_in_a_text_of_ours_arrives_as_a_replacement()
    {
        var result = await channel.SendAsync(Message("halo \ud83d!"), Cancel);

        Assert.IsType<SendResult.Sent>(result);
        Assert.Equal("halo \ufffd!", Assert.Single(sari.Inbox).Text);
    }

    [Fact]
    public async Task An_address_that_is_no_chat_id_is_refused()
    {
        var result = await channel.SendAsync(Message("halo") with { Address = "sari" }, Cancel);

        Assert.IsType<SendResult.Refused>(result);
    }

    [Fact]
    public async Task T108_T109_The_command_menu_is_set_for_everyone_and_for_English_and_only_when_it_changed()
    {
        MenuCommand[] commands = [new("menu", "Menu utama", "Main menu"), new("berhenti", "Berhenti", "Stop")];
        var log = new LogLines<CommandMenu>();
        var menu = new CommandMenu(client, log);

        Assert.True(await menu.SetAsync(commands, Cancel));
        Assert.True(await menu.SetAsync(commands, Cancel));
        var unchanged = telegram.RequestsTo("setMyCommands").Count;
        Assert.True(await menu.SetAsync([.. commands, new("bantuan", "Bantuan", "Help")], Cancel));
        Assert.False(await menu.SetAsync([new("NOT ok", "x", "x")], Cancel));

        var calls = telegram.RequestsTo("setMyCommands");
        Assert.Equal((2, 6), (unchanged, calls.Count));
        Assert.False(calls[0].Json.TryGetProperty("language_code", out _));
        Assert.Equal("en", calls[1].Json.GetProperty("language_code").GetString());
        Assert.Equal(2, log.Count("could not be set"));
    }

    [Theory]
    [InlineData("https://belajar.id/masuk?x=1", true)]
    [InlineData("tg://resolve?domain=belajar_bot", true)]
    [InlineData("http://localhost:5000", false)]
    [InlineData("https://server", false)]
    [InlineData("http://192.168.1.5/", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("belajar.id", false)]
    public async Task T105_A_button_opens_only_what_everybody_can_reach(string link, bool isSent)
    {
        var result = await channel.SendAsync(Message("halo") with { Buttons = [[new Button("Buka", link, ButtonKind.Link)]] }, Cancel);

        Assert.Equal(isSent, result is SendResult.Sent);
        Assert.Equal(isSent ? 1 : 0, telegram.RequestsTo("sendMessage").Count);
    }

    [Fact]
    public async Task T109_A_chat_has_commands_of_its_own()
    {
        MenuCommand[] staff = [new("tiket", "Tiket yang menunggu", "Waiting tickets")];
        var menu = new CommandMenu(client, new LogLines<CommandMenu>());

        Assert.True(await menu.SetForAsync(sari.Id, "en", staff, Cancel));
        Assert.True(await menu.SetForAsync(sari.Id, "en", staff, Cancel));

        var set = Assert.Single(telegram.RequestsTo("setMyCommands")).Json;
        Assert.Equal(("chat", sari.Id), (set.GetProperty("scope").GetProperty("type").GetString(), set.GetProperty("scope").GetProperty("chat_id").GetInt64()));
        Assert.Equal("Waiting tickets", set.GetProperty("commands")[0].GetProperty("description").GetString());
        Assert.False(set.TryGetProperty("language_code", out _));
    }

    [Fact]
    public async Task T111_The_descriptions_are_set_only_when_they_differ()
    {
        var menu = new CommandMenu(client, new LogLines<CommandMenu>());

        Assert.True(await menu.DescribeAsync("Memandu guru.", "Pemandu.", languageCode: null, Cancel));
        Assert.True(await menu.DescribeAsync("Memandu guru.", "Pemandu.", languageCode: null, Cancel));
        Assert.True(await menu.DescribeAsync("Guides teachers.", "A guide.", "en", Cancel));
        Assert.False(await menu.DescribeAsync(new string('x', 513), "Pemandu.", languageCode: null, Cancel));

        Assert.Equal(3, telegram.RequestsTo("setMyDescription").Count);
        Assert.Equal(2, telegram.RequestsTo("setMyShortDescription").Count);
    }

    [Fact]
    public async Task T16_A_proxy_is_used_for_this_channel_alone()
    {
        var direct = telegram.BaseUrl;
        using var proxied = NewClient(options => (options.BaseUrl, options.Proxy) = ("http://api.telegram.example/prefix", new Uri(direct).GetLeftPart(UriPartial.Authority)));

        var result = await new TelegramChannel(proxied).SendAsync(Message("lewat proksi"), Cancel);

        // The simulator plays the proxy: it sees the foreign host in a request that came to it.
        Assert.IsType<SendResult.Sent>(result);
        Assert.Equal("api.telegram.example", telegram.RequestsTo("sendMessage").Single().Headers["Host"]);
    }

    [Fact]
    public void All_problems_of_the_options_are_told_at_once()
    {
        var options = new TelegramOptions
        {
            Token = "no token", TokenFile = "/no/such/file", BaseUrl = "telegram", Proxy = "proxy:1", Mode = TelegramMode.Webhook,
        };
        var problems = new List<ValidationResult>();

        Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true);

        Assert.Equal(
            ["BaseUrl", "TokenFile", "Token", "TokenFile", "Proxy", "WebhookUrl", "SecretToken"],
            problems.SelectMany(problem => problem.MemberNames));
    }

    [Fact]
    public void The_default_options_are_valid_and_leave_the_channel_off()
    {
        var options = new TelegramOptions();

        Assert.True(Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
        Assert.False(options.IsConfigured);
    }

    /// <summary>Sends one part after another, as the sender does.</summary>
    private async Task<SendResult> SendAllAsync(OutgoingMessage message)
    {
        while (true)
        {
            var result = await channel.SendAsync(message, Cancel);
            if (result is not SendResult.Sent { HasMore: true })
            {
                return result;
            }

            message = message with { PartsSent = message.PartsSent + 1 };
        }
    }

    private OutgoingMessage Message(string text, IReadOnlyList<IReadOnlyList<Button>>? buttons = null) => Message(RichText.Plain(text), buttons);

    private OutgoingMessage Message(RichText text, IReadOnlyList<IReadOnlyList<Button>>? buttons = null) =>
        new(1, "telegram", $"{sari.Id}", MessageClass.Reply, text, buttons ?? []);

    private BotApiClient NewClient(Action<TelegramOptions>? configure = null)
    {
        var options = PollingBot.OptionsFor(telegram.BaseUrl, telegram.Token);
        configure?.Invoke(options);
        return new BotApiClient(Options.Create(options), TimeProvider.System);
    }
}
