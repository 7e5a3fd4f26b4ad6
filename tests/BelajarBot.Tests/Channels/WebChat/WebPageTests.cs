using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BelajarBot.Tests.Channels.WebChat;

/// <summary>The page in a real browser, used as a person would.</summary>
public sealed class WebPageTests(ChromiumFixture chromium) : IAsyncLifetime
{
    private readonly ScriptedHost host = new();
    private readonly List<string> scriptErrors = [];
    private IBrowserContext window = null!;
    private IPage page = null!;

    public async ValueTask InitializeAsync()
    {
        await host.OpenAsync();
        window = await chromium.OpenAsync();
        page = await window.NewPageAsync();
        page.PageError += (_, error) => scriptErrors.Add(error);
        await page.GotoAsync(host.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await window.DisposeAsync();
        await host.DisposeAsync();
        Assert.Empty(scriptErrors);
    }

    private ILocator Bubbles => page.Locator(".message:not(.typing)");

    [Fact]
    public async Task A_newcomer_presses_Start_and_answers_with_buttons_on_a_small_phone()
    {
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("online");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mulai" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Belum punya" }).ClickAsync();

        await Expect(Bubbles).ToHaveCountAsync(6);
        await Expect(page.Locator(".bot strong").First).ToHaveTextAsync("belajar.id");
        await Expect(page.Locator("[aria-pressed=true]")).ToHaveTextAsync("Belum punya");
        await Expect(page.Locator(".me .bubble").Last).ToContainTextAsync("Belum punya");
        await Expect(page.GetByText("Kirim nomor")).ToHaveCountAsync(0);
        Assert.Equal([new StartInput(""), new PressInput("a:2")], host.Turns.Select(turn => turn.Input));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 360"), "It scrolls sideways.");
        Assert.True(await page.EvaluateAsync<bool>("log.scrollWidth <= log.clientWidth"), "The log scrolls sideways.");
    }

    [Fact]
    public async Task A_short_chat_stands_at_the_bottom_by_the_thumb()
    {
        await WriteAsync("halo");

        await Expect(Bubbles).ToHaveCountAsync(2);
        var answer = await Bubbles.Last.BoundingBoxAsync();
        var field = await page.Locator("#composer").BoundingBoxAsync();
        Assert.InRange(field!.Y - answer!.Y - answer.Height, 0, 40);
    }

    [Fact]
    public async Task A_reload_shows_the_same_chat_with_the_chosen_button()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Mulai" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Belum punya" }).ClickAsync();
        await Expect(Bubbles).ToHaveCountAsync(6);
        await Expect(page.Locator(".me use[href='#icon-taken']")).ToHaveCountAsync(2);
        var before = await Bubbles.AllInnerTextsAsync();

        await page.ReloadAsync();

        await Expect(Bubbles).ToHaveCountAsync(6);
        Assert.Equal(before, await Bubbles.AllInnerTextsAsync());
        await Expect(page.Locator("[aria-pressed=true]")).ToHaveTextAsync("Belum punya");
        await Expect(page.Locator("#welcome")).ToBeHiddenAsync();
        await Expect(page.Locator(".day")).ToHaveTextAsync("Hari ini");
        Assert.Equal(2, host.Turns.Count);
    }

    [Fact]
    public async Task What_is_written_offline_waits_and_is_sent_once_in_order_when_the_network_is_back()
    {
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("online");
        await window.SetOfflineAsync(true);

        await WriteAsync("satu");
        await WriteAsync("dua");
        await Expect(page.Locator(".note").First).ToHaveTextAsync("Belum terkirim, akan dicoba lagi");
        await Expect(page.Locator(".me use[href='#icon-waiting']")).ToHaveCountAsync(2);
        await window.SetOfflineAsync(false);

        await Expect(page.Locator(".me use[href='#icon-taken']")).ToHaveCountAsync(2);
        await Expect(page.Locator(".note")).ToHaveCountAsync(0);
        await Expect(Bubbles).ToHaveCountAsync(4);
        Assert.Equal([new TextInput("satu"), new TextInput("dua")], host.Turns.Select(turn => turn.Input));
    }

    [Fact]
    public async Task What_is_written_while_the_host_is_down_survives_a_reload_and_is_sent_once()
    {
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("online");
        host.IsBroken = true;
        await WriteAsync("tolong");
        await Expect(page.Locator(".note")).ToBeVisibleAsync();

        await page.ReloadAsync();
        await Expect(page.Locator(".me use[href='#icon-waiting']")).ToHaveCountAsync(1);
        host.IsBroken = false;

        await Expect(page.Locator(".me use[href='#icon-taken']")).ToHaveCountAsync(1);
        await Expect(Bubbles).ToHaveCountAsync(2);
        Assert.Equal(new TextInput("tolong"), Assert.Single(host.Turns).Input);
    }

    [Fact]
    public async Task The_chat_goes_on_by_itself_after_the_host_was_restarted()
    {
        await WriteAsync("satu");
        await Expect(Bubbles).ToHaveCountAsync(2);

        await host.CloseAsync();
        await Expect(page.GetByRole(AriaRole.Status)).Not.ToHaveTextAsync("online");
        await WriteAsync("dua");
        await host.OpenAsync();

        await Expect(Bubbles).ToHaveCountAsync(4);
        await Expect(Bubbles.Last).ToContainTextAsync("Anda menulis: dua");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("online");
    }

    [Theory]
    [InlineData("<img src=x onerror=\"window.hit=1\">")]
    [InlineData("<script>window.hit=1</script>")]
    [InlineData("javascript:window.hit=1")]
    public async Task Text_is_only_ever_text(string text)
    {
        await WriteAsync(text);

        await Expect(page.Locator(".bot .text")).ToHaveTextAsync($"Anda menulis: {text}");
        await Expect(page.Locator(".log .bubble :is(img, script, a)")).ToHaveCountAsync(0);
        Assert.Null(await page.EvaluateAsync<string?>("window.hit ?? null"));
    }

    [Fact]
    public async Task A_progress_message_changes_where_it_stands_and_its_new_buttons_work()
    {
        await WriteAsync("halo");
        await Expect(Bubbles).ToHaveCountAsync(2);
        var address = host.Turns.Single().Address;
        var sent = Assert.IsType<SendResult.Sent>(await host.SayAsync(address, "*Siaran 1*: berjalan 10%", id: 970));
        await Expect(Bubbles).ToHaveCountAsync(3);

        foreach (var percent in new[] { 50, 90 })
        {
            await host.Channel.EditAsync(
                address, sent.MessageId, RichText.Plain($"Siaran 1: berjalan {percent}%"), [[new Button("Jeda", "j")], [new Button("Batalkan", "x")]],
                TestContext.Current.CancellationToken);
            await Expect(Bubbles.Last).ToContainTextAsync($"berjalan {percent}%");
        }

        await Expect(Bubbles).ToHaveCountAsync(3);
        await Expect(Bubbles.Last.Locator("strong")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Jeda" }).ClickAsync();
        await Expect(Bubbles.Last).ToContainTextAsync("Tombol j");
        await page.ReloadAsync();
        await Expect(Bubbles.Nth(2)).ToContainTextAsync("berjalan 90%");
    }

    [Fact]
    public async Task Web_addresses_become_links_without_the_full_stop_behind_them()
    {
        await WriteAsync("Lihat https://belajar.id/cek?a=1. Atau (http://kemdikbud.go.id)!");

        var links = page.Locator(".bot .text a");
        await Expect(links).ToHaveCountAsync(2);
        await Expect(links.First).ToHaveAttributeAsync("href", "https://belajar.id/cek?a=1");
        await Expect(links.Last).ToHaveAttributeAsync("href", "http://kemdikbud.go.id");
        await Expect(links.First).ToHaveAttributeAsync("rel", "noopener noreferrer");
    }

    [Fact]
    public async Task Enter_sends_and_Shift_Enter_begins_a_line()
    {
        var words = page.GetByRole(AriaRole.Textbox);
        await words.FillAsync("baris satu");
        await words.PressAsync("Shift+Enter");
        await words.PressSequentiallyAsync("baris dua");
        await words.PressAsync("Enter");

        await Expect(Bubbles).ToHaveCountAsync(2);
        Assert.Equal(new TextInput("baris satu\nbaris dua"), host.Turns.Single().Input);
        await Expect(words).ToHaveValueAsync("");
    }

    [Fact]
    public async Task The_bot_is_seen_typing_until_its_answer_is_there()
    {
        await WriteAsync("pelan");

        await Expect(page.Locator("#typing")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("sedang mengetik…");
        await Expect(page.Locator(".me use[href='#icon-waiting']")).ToHaveCountAsync(1);
        await ScreenshotAsync(page, "typing-360");
        host.SlowAnswer.SetResult();

        await Expect(page.Locator(".bot .text")).ToHaveTextAsync("Anda menulis: pelan");
        await Expect(page.Locator("#typing")).ToBeHiddenAsync();
        await Expect(page.Locator(".me use[href='#icon-taken']")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_reader_who_went_up_stays_there_and_comes_back_with_the_arrow()
    {
        await WriteAsync("/banyak");
        await Expect(Bubbles).ToHaveCountAsync(31);
        var toNewest = page.GetByRole(AriaRole.Button, new() { Name = "Ke pesan terbaru" });
        await Expect(toNewest).ToBeHiddenAsync();

        await page.EvaluateAsync("log.scrollTop = 0");
        await Expect(toNewest).ToBeVisibleAsync();
        await host.SayAsync(host.Turns.Single().Address, "Kabar baru", id: 5000);

        await Expect(page.Locator("#unread")).ToHaveTextAsync("1");
        Assert.Equal(0, await page.EvaluateAsync<int>("log.scrollTop"));
        await toNewest.ClickAsync();
        await Expect(page.GetByText("Kabar baru")).ToBeInViewportAsync();
        await Expect(toNewest).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_command_menu_is_walked_with_the_keyboard()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Perintah" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Menuitem)).ToHaveCountAsync(6);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Menu)).ToBeHiddenAsync();

        await page.GetByRole(AriaRole.Textbox).PressSequentiallyAsync("/p");
        await Expect(page.GetByRole(AriaRole.Menuitem)).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".me .text")).ToHaveTextAsync("/pembatik");
        await Expect(page.GetByRole(AriaRole.Textbox)).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_button_that_was_pressed_is_not_pressed_again_by_a_second_tap()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Mulai" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Sudah punya" }).DblClickAsync();

        await Expect(Bubbles).ToHaveCountAsync(5);
        Assert.Equal(2, host.Turns.Count);
    }

    [Fact]
    public async Task A_start_word_in_the_link_comes_along_when_the_person_presses_Start()
    {
        await page.GotoAsync($"{host.Url}/?start=akt");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mulai" }).ClickAsync();

        await Expect(Bubbles).ToHaveCountAsync(3);
        Assert.Equal(new StartInput("akt"), host.Turns.Single().Input);
        Assert.DoesNotContain("start", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_can_never_be_taken_says_so_and_does_not_hold_up_the_next()
    {
        await page.RouteAsync("**/chat/messages", route => route.Request.PostData!.Contains("buruk", StringComparison.Ordinal)
            ? route.FulfillAsync(new() { Status = 400, Body = "{}" })
            : route.ContinueAsync());

        await WriteAsync("buruk");
        await WriteAsync("baik");

        await Expect(page.Locator(".refused .note")).ToContainTextAsync("Tidak terkirim");
        await Expect(page.Locator(".bot .text")).ToHaveTextAsync("Anda menulis: baik");
    }

    [Fact]
    public async Task A_page_whose_cookie_was_deleted_finds_its_way_back()
    {
        await WriteAsync("satu");
        await Expect(Bubbles).ToHaveCountAsync(2);
        await window.ClearCookiesAsync();

        await WriteAsync("dua");

        await Expect(page.GetByText("Anda menulis: dua")).ToBeVisibleAsync();
        Assert.Equal(2, host.Turns.Select(turn => turn.Address).Distinct().Count());
    }

    [Fact]
    public async Task A_long_history_opens_at_its_end()
    {
        await WriteAsync("halo");
        await Expect(Bubbles).ToHaveCountAsync(2);
        for (var number = 1; number <= 600; number++)
        {
            await host.SayAsync(host.Turns.Single().Address, $"Kabar ke-{number}.", id: 1000 + number);
        }

        await page.ReloadAsync();

        await Expect(page.GetByText("Kabar ke-600.")).ToBeInViewportAsync();
        await Expect(Bubbles).ToHaveCountAsync(500);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ke pesan terbaru" })).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Two_tabs_of_one_person_show_the_same_chat()
    {
        var other = await window.NewPageAsync();
        await other.GotoAsync(host.Url);
        await Expect(other.GetByRole(AriaRole.Status)).ToHaveTextAsync("online");

        await WriteAsync("halo");

        await Expect(other.Locator(".message:not(.typing)")).ToHaveCountAsync(2);
        await Expect(other.Locator(".me use[href='#icon-taken']")).ToHaveCountAsync(1);
        Assert.Single(host.Turns);
    }

    [Fact]
    public async Task A_browser_that_prefers_English_gets_English()
    {
        await using var abroad = await chromium.OpenAsync(locale: "en-GB");
        var english = await abroad.NewPageAsync();

        await english.GotoAsync(host.Url);

        await Expect(english.GetByRole(AriaRole.Button, new() { Name = "Start" })).ToBeVisibleAsync();
        await Expect(english.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(english.GetByPlaceholder("Write a message")).ToBeVisibleAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "id");
    }

    [Fact]
    public async Task The_chat_is_read_out_from_the_first_news_on_but_not_the_history()
    {
        var log = page.GetByRole(AriaRole.Log);

        await Expect(log).ToHaveAttributeAsync("aria-live", "polite");
        await Expect(log).ToHaveAttributeAsync("aria-label", "Percakapan");
        Assert.Contains("aria-live=\"off\"", await (await page.Context.APIRequest.GetAsync(host.Url)).TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(360, 740, false)]
    [InlineData(360, 740, true)]
    [InlineData(1280, 860, false)]
    [InlineData(1280, 860, true)]
    public async Task It_looks_right_on_a_phone_and_on_a_desk_by_day_and_by_night(int width, int height, bool isDark)
    {
        await using var screen = await chromium.OpenAsync(width, height, isDark: isDark, scale: 2);
        var view = await screen.NewPageAsync();
        await view.GotoAsync(host.Url);
        var name = $"{width}{(isDark ? "-dark" : "")}";
        await Expect(view.Locator("#start")).ToBeInViewportAsync();
        await ScreenshotAsync(view, $"welcome-{name}");

        await view.Locator("#start").ClickAsync();
        await view.GetByRole(AriaRole.Button, new() { Name = "Belum punya" }).ClickAsync();
        await Expect(view.GetByText("Sudah berhasil masuk?")).ToBeVisibleAsync();
        await Expect(view.GetByRole(AriaRole.Button, new() { Name = "Belum bisa" })).ToBeInViewportAsync();
        await ScreenshotAsync(view, $"chat-{name}");

        await view.Locator("#slash").ClickAsync();
        await Expect(view.GetByRole(AriaRole.Menuitem).First).ToBeInViewportAsync();
        await ScreenshotAsync(view, $"menu-{name}");
    }

    [Fact]
    public async Task Long_words_and_long_labels_stay_within_the_phone()
    {
        await WriteAsync("/panjang");
        await Expect(page.GetByText("Nama sekolah saya")).ToBeVisibleAsync();
        await WriteAsync($"{new string('a', 300)}\n\nhttps://pembatik.kemendikdasmen.go.id/{new string('b', 120)}");
        await Expect(Bubbles).ToHaveCountAsync(4);
        await window.SetOfflineAsync(true);
        await WriteAsync("Apakah sudah terkirim?");
        await Expect(page.Locator(".note")).ToBeInViewportAsync();

        await ScreenshotAsync(page, "long-360");

        Assert.True(await page.EvaluateAsync<bool>("log.scrollWidth <= log.clientWidth"), "The log scrolls sideways.");
        Assert.True(await page.EvaluateAsync<bool>(
            "[...document.querySelectorAll('.message')].every(m => m.getBoundingClientRect().right <= 360)"), "It sticks out.");
    }

    [Fact]
    public async Task Yesterday_and_older_days_are_set_apart()
    {
        await WriteAsync("halo");
        await Expect(Bubbles).ToHaveCountAsync(2);
        var now = DateTimeOffset.UtcNow;
        host.History.Redate(1, now.AddDays(-40));
        host.History.Redate(2, now.AddDays(-1));

        await page.ReloadAsync();
        await WriteAsync("lagi");

        await Expect(page.Locator(".day")).ToHaveCountAsync(3);
        await Expect(page.Locator(".day").Nth(0)).ToContainTextAsync(now.AddDays(-40).ToOffset(TimeSpan.FromHours(7)).Year.ToString());
        await Expect(page.Locator(".day").Nth(1)).ToHaveTextAsync("Kemarin");
        await Expect(page.Locator(".day").Nth(2)).ToHaveTextAsync("Hari ini");
    }

    /// <summary>Keeps a picture to look at, below the test's folder: nothing is compared.</summary>
    private static async Task ScreenshotAsync(IPage view, string name) => await view.ScreenshotAsync(new()
    {
        Path = Path.Combine(AppContext.BaseDirectory, "screenshots", $"web-chat-{name}.png"),
        Animations = ScreenshotAnimations.Disabled,
    });

    private async Task WriteAsync(string text)
    {
        await page.GetByRole(AriaRole.Textbox).FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Kirim" }).ClickAsync();
    }
}
