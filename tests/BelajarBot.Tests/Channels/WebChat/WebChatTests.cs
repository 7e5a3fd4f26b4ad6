using System.Net;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Tests.Channels.WebChat;

public sealed class WebChatTests : IAsyncLifetime
{
    private readonly ScriptedHost host = new();

    public async ValueTask InitializeAsync() => await host.OpenAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_message_is_acknowledged_after_its_turn_and_answered_on_the_stream()
    {
        using var sari = await WebClient.OpenAsync(host);

        using var answer = await sari.SaysAsync(7001, "halo");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var turn = Assert.Single(host.Turns);
        Assert.Equal(new TextInput("halo"), turn.Input);
        Assert.Equal("web", turn.Channel);
        Assert.Equal(
            [("in", "halo"), ("out", "Anda menulis: halo")],
            (await sari.ReadAsync()).Select(told => (told.Direction, told.Text)));
    }

    [Fact]
    public async Task An_open_stream_tells_news_at_once()
    {
        using var sari = await WebClient.OpenAsync(host);
        using var first = await sari.SaysAsync(1, "halo");
        var address = host.Turns.Single().Address;

        var news = await sari.ReadAsync(after: 2, whenReady: () => host.SayAsync(address, "Ingat besok ya", id: 900));

        Assert.Equal("Ingat besok ya", Assert.Single(news).Text);
    }

    [Fact]
    public async Task A_message_that_changes_is_told_at_once_and_again_to_a_page_that_was_away_and_only_where_it_is()
    {
        using var sari = await WebClient.OpenAsync(host);
        using var budi = await WebClient.OpenAsync(host);
        using var first = await sari.SaysAsync(1, "halo");
        using var other = await budi.SaysAsync(1, "halo");
        var address = host.Turns.First().Address;
        var sent = Assert.IsType<SendResult.Sent>(await host.SayAsync(address, "10%", id: 960));

        var news = await sari.ReadAsync(after: sent.MessageId, whenReady: () => EditAsync(address, sent.MessageId, "50%"));
        var missed = await sari.ReadAsync(after: sent.MessageId);
        var anew = await sari.ReadAsync();
        var his = await budi.ReadAsync();

        Assert.Equal((sent.MessageId, "50%"), (Assert.Single(news).Id, news[0].Text));
        Assert.Equal("50%", Assert.Single(missed).Text);
        Assert.Equal(["halo", "Anda menulis: halo", "50%"], anew.Select(told => told.Text));
        Assert.Equal(2, his.Count);
        Assert.IsType<SendResult.Refused>(await EditAsync(host.Turns.Last().Address, sent.MessageId, "x"));
        Assert.IsType<SendResult.Refused>(await EditAsync(address, 1, "the person's own words"));

        Task<SendResult> EditAsync(string to, long id, string text) =>
            host.Channel.EditAsync(to, id, RichText.Plain(text), [[new Button("Jeda", "j")]], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_file_is_fetched_by_whom_it_is_for_and_by_nobody_else()
    {
        using var sari = await WebClient.OpenAsync(host);
        using var budi = await WebClient.OpenAsync(host);
        using var first = await sari.SaysAsync(1, "halo");
        var address = host.Turns.Single().Address;
        var stored = await host.Files.SaveAsync(new MemoryStream("nama;nilai\n"u8.ToArray()), 1000, TestContext.Current.CancellationToken);
        var message = new OutgoingMessage(950, "web", address, MessageClass.Reply, RichText.Plain("Ini berkasnya."), [])
        {
            File = new FileToSend(stored!.Path, "nilai \"akhir\".csv", "text/csv"),
        };
        var sent = Assert.IsType<SendResult.Sent>(await host.Channel.SendAsync(message, TestContext.Current.CancellationToken));

        using var hers = await sari.Http.GetAsync($"/chat/files/{sent.MessageId}");
        using var his = await budi.Http.GetAsync($"/chat/files/{sent.MessageId}");
        using var none = await sari.Http.GetAsync("/chat/files/1");

        Assert.Equal("nama;nilai\n", await hers.Content.ReadAsStringAsync());
        Assert.Equal("attachment", hers.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("text/csv", hers.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, his.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task A_stream_that_comes_back_misses_nothing_and_repeats_nothing()
    {
        using var sari = await WebClient.OpenAsync(host);
        using var first = await sari.SaysAsync(1, "satu");
        var before = await sari.ReadAsync();

        using var second = await sari.SaysAsync(2, "dua");
        var after = await sari.ReadAsync(after: 0, lastEventId: before[^1].Id);

        Assert.Equal(["dua", "Anda menulis: dua"], after.Select(told => told.Text));
    }

    [Fact]
    public async Task A_message_posted_twice_runs_once_and_shows_once()
    {
        using var sari = await WebClient.OpenAsync(host);

        using var first = await sari.SaysAsync(42, "halo");
        using var again = await sari.SaysAsync(42, "halo");

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Single(host.Turns);
        Assert.Equal(2, (await sari.ReadAsync()).Count);
    }

    [Fact]
    public async Task Two_people_may_use_the_same_number_and_do_not_see_each_other()
    {
        using var sari = await WebClient.OpenAsync(host);
        using var budi = await WebClient.OpenAsync(host);

        using var one = await sari.SaysAsync(1, "dari sari");
        using var other = await budi.SaysAsync(1, "dari budi");

        Assert.Equal(2, host.Turns.Count);
        Assert.All(await budi.ReadAsync(), told => Assert.Contains("dari budi", told.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_the_store_could_not_take_is_taken_when_it_is_offered_again()
    {
        using var sari = await WebClient.OpenAsync(host);
        host.IsBroken = true;

        using var refused = await sari.SaysAsync(5, "halo");
        host.IsBroken = false;
        using var taken = await sari.SaysAsync(5, "halo");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(["halo", "Anda menulis: halo"], (await sari.ReadAsync()).Select(told => told.Text));
    }

    [Fact]
    public async Task An_outbox_row_that_is_sent_again_shows_once()
    {
        const string Address = "0123456789abcdef0123456789abcdef";

        var first = await host.SayAsync(Address, "Halo", id: 77);
        var again = await host.SayAsync(Address, "Halo", id: 77);

        Assert.Equal(first, again);
        Assert.IsType<SendResult.Sent>(first);
        Assert.Single(host.History.Rows);
    }

    [Fact]
    public async Task A_number_of_the_page_is_never_mistaken_for_one_of_the_outbox()
    {
        using var sari = await WebClient.OpenAsync(host);

        using var said = await sari.SaysAsync(1, "halo");

        Assert.Equal([1, -1], host.History.Rows.Select(row => row.ClientId!.Value));
    }

    [Fact]
    public async Task The_history_outlives_the_host()
    {
        using var sari = await WebClient.OpenAsync(host);
        using var said = await sari.SaysAsync(1, "halo");

        await host.CloseAsync();
        await host.OpenAsync();

        Assert.Equal(["halo", "Anda menulis: halo"], (await sari.ReadAsync()).Select(told => told.Text));
    }

    [Fact]
    public async Task A_host_that_stops_does_not_wait_for_open_pages()
    {
        using var sari = await WebClient.OpenAsync(host);
        using var stream = await sari.Http.GetAsync("/chat/events", HttpCompletionOption.ResponseHeadersRead);

        await host.CloseAsync().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        var rest = await stream.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("event: ready", rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_press_carries_its_data_to_the_turn_and_its_label_to_the_bubble()
    {
        using var sari = await WebClient.OpenAsync(host);

        var status = await sari.PostsAsync("""{"id": 9, "press": "a:1", "label": "Sudah punya", "of": 3}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(new PressInput("a:1"), host.Turns.Single().Input);
        Assert.Equal("Sudah punya", (await sari.ReadAsync())[0].Text);
    }

    [Theory]
    [InlineData("/start", "")]
    [InlineData("/start akt", "akt")]
    public async Task Start_opens_the_chat_anew_as_on_Telegram(string text, string payload)
    {
        using var sari = await WebClient.OpenAsync(host);

        using var said = await sari.SaysAsync(1, text);

        Assert.Equal(new StartInput(payload), host.Turns.Single().Input);
    }

    [Fact]
    public async Task What_may_not_be_kept_is_taken_out_before_the_bubble_is_stored()
    {
        using var sari = await WebClient.OpenAsync(host);

        using var said = await sari.SaysAsync(1, "NIK saya 3201019001010001");

        Assert.Equal("NIK saya •••", (await sari.ReadAsync())[0].Text);
        Assert.Equal(new TextInput("NIK saya 3201019001010001"), host.Turns.Single().Input);
    }

    [Fact]
    public async Task What_may_not_be_kept_is_taken_out_even_when_it_was_only_announced_before()
    {
        using var sari = await WebClient.OpenAsync(host);

        using var announced = await sari.SaysAsync(1, "password saya");
        using var told = await sari.SaysAsync(2, "guru1234");
        using var later = await sari.SaysAsync(3, "halo2");

        Assert.Equal(["password saya", "•••", "halo2"], (await sari.ReadAsync()).Where(bubble => bubble.Direction == "in").Select(bubble => bubble.Text));
    }

    [Fact]
    public async Task The_language_of_the_browser_comes_along()
    {
        using var sari = await WebClient.OpenAsync(host);
        sari.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en;q=0.5, id-ID, *;q=0.1");

        using var said = await sari.SaysAsync(1, "halo");

        Assert.Equal("id-ID", host.Turns.Single().LanguageCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("halo")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id": 1""")]
    [InlineData("""{"id": 1}""")]
    [InlineData("""{"text": "halo"}""")]
    [InlineData("""{"id": "satu", "text": "halo"}""")]
    [InlineData("""{"id": 0, "text": "halo"}""")]
    [InlineData("""{"id": -4, "text": "halo"}""")]
    [InlineData("""{"id": 9007199254740992, "text": "halo"}""")]
    [InlineData("""{"id": 1, "text": {"a": 1}}""")]
    [InlineData("""{"id": 1, "text": "\ud83d"}""")]
    [InlineData("""{"id": 1, "text": "halo", "press": "a"}""")]
    [InlineData("""{"id": 1, "press": ""}""")]
    [InlineData("""{"id": 1, "press": "0123456789012345678901234567890123456789012345678901234567890123456789"}""")]
    public async Task A_body_that_makes_no_sense_is_refused_and_changes_nothing(string body)
    {
        using var sari = await WebClient.OpenAsync(host);

        var status = await sari.PostsAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Empty(host.Turns);
        Assert.Empty(host.History.Rows);
    }

    [Fact]
    public async Task A_body_over_64_KB_is_refused()
    {
        using var sari = await WebClient.OpenAsync(host);

        var status = await sari.PostsAsync($$"""{"id": 1, "text": "{{new string('a', 65 * 1024)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Empty(host.Turns);
    }

    [Fact]
    public async Task A_form_of_another_kind_is_refused()
    {
        using var sari = await WebClient.OpenAsync(host);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await sari.PostsAsync("""{"id": 1, "text": "a"}""", "text/plain"));
    }

    [Fact]
    public async Task Somebody_who_floods_is_asked_to_wait_and_others_are_not()
    {
        using var sari = await WebClient.OpenAsync(host);
        using var budi = await WebClient.OpenAsync(host);

        var statuses = await Task.WhenAll(Enumerable.Range(1, 100).Select(
            id => sari.PostsAsync($$"""{"id": {{id}}, "text": "spam"}""")));

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.InRange(statuses.Count(status => status == HttpStatusCode.OK), 20, 99);
        Assert.Equal(HttpStatusCode.OK, await budi.PostsAsync("""{"id": 1, "text": "halo"}"""));
    }

    [Fact]
    public async Task Words_of_a_page_that_was_closed_right_after_Enter_are_not_taken_back()
    {
        using var sari = await WebClient.OpenAsync(host);
        using var closing = new CancellationTokenSource();

        var posting = sari.Http.PostAsync(
            "/chat/messages",
            new StringContent("""{"id": 1, "text": "pelan"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
            closing.Token);
        await Eventually.Async(() => !host.Turns.IsEmpty);
        await closing.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => posting);
        host.SlowAnswer.SetResult();

        await Eventually.Async(() => host.History.Rows.Count == 2);
        Assert.Equal("Anda menulis: pelan", (await sari.ReadAsync())[1].Text);
    }
}
