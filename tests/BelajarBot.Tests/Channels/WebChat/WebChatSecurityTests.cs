using System.Net;

namespace BelajarBot.Tests.Channels.WebChat;

public sealed class WebChatSecurityTests : IAsyncLifetime
{
    private readonly ScriptedHost host = new();

    public async ValueTask InitializeAsync() => await host.OpenAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task The_cookie_is_128_random_bits_that_scripts_and_other_sites_cannot_use()
    {
        using var sari = WebClient.Stranger(host);

        using var page = await sari.Http.GetAsync("/");

        var cookie = Assert.Single(page.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^belajarbot_visitor=[0-9a-f]{32}; ", cookie);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_visitor_keeps_the_address_when_the_page_is_opened_again()
    {
        using var sari = await WebClient.OpenAsync(host);

        using var first = await sari.SaysAsync(1, "satu");
        using var page = await sari.Http.GetAsync("/");
        using var second = await sari.SaysAsync(2, "dua");

        Assert.Single(host.Turns.Select(turn => turn.Address).Distinct());
    }

    [Theory]
    [InlineData("belajarbot_visitor=admin")]
    [InlineData("belajarbot_visitor=0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("lain=0123456789abcdef0123456789abcdef")]
    public async Task A_made_up_cookie_is_nobody(string cookie)
    {
        using var stranger = WebClient.Stranger(host);
        stranger.Http.DefaultRequestHeaders.Add("Cookie", cookie);

        using var posted = await stranger.SaysAsync(1, "halo");
        using var followed = await stranger.Http.GetAsync("/chat/events");

        Assert.Equal(HttpStatusCode.Unauthorized, posted.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, followed.StatusCode);
        Assert.Empty(host.Turns);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/chat/chat.js")]
    [InlineData("/chat/commands")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        using var sari = WebClient.Stranger(host);

        using var answer = await sari.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
    }

    [Theory]
    [InlineData("https://jahat.example")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    public async Task A_post_from_another_origin_is_refused(string origin)
    {
        using var sari = await WebClient.OpenAsync(host);

        Assert.Equal(HttpStatusCode.Forbidden, await sari.PostsAsync("""{"id": 1, "text": "halo"}""", origin: origin));
        Assert.Empty(host.Turns);
    }

    [Fact]
    public async Task A_post_from_the_page_itself_is_taken()
    {
        using var sari = await WebClient.OpenAsync(host);

        Assert.Equal(HttpStatusCode.OK, await sari.PostsAsync("""{"id": 1, "text": "halo"}""", origin: host.Url));
    }

    [Theory]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.OK)]
    public async Task Events_are_for_the_page_itself(string site, HttpStatusCode expected)
    {
        using var sari = await WebClient.OpenAsync(host);
        sari.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);

        using var answer = await sari.Http.GetAsync("/chat/events", HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_may_be_opened_from_a_link_elsewhere()
    {
        using var sari = WebClient.Stranger(host);
        sari.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        using var page = await sari.Http.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/chat/events")]
    public async Task A_foreign_name_that_points_at_this_machine_is_refused(string path)
    {
        using var sari = await WebClient.OpenAsync(host);
        sari.Http.DefaultRequestHeaders.Host = "rebind.jahat.example";

        using var answer = await sari.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Web:Hosts", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_the_operator_added_is_accepted()
    {
        await host.CloseAsync();
        await host.OpenAsync(new() { ["Web:Hosts:0"] = "chat.sekolah.example" });
        using var sari = WebClient.Stranger(host);
        sari.Http.DefaultRequestHeaders.Host = "chat.sekolah.example";
        sari.Http.DefaultRequestHeaders.Add("Cookie", "belajarbot_visitor=0123456789abcdef0123456789abcdef");

        using var page = await sari.Http.GetAsync("/");
        var posted = await sari.PostsAsync("""{"id": 1, "text": "halo"}""", origin: "https://chat.sekolah.example");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(HttpStatusCode.OK, posted);
    }

    [Fact]
    public async Task A_file_that_has_not_changed_is_not_sent_again()
    {
        using var sari = WebClient.Stranger(host);
        using var first = await sari.Http.GetAsync("/chat/chat.css");
        sari.Http.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);

        using var again = await sari.Http.GetAsync("/chat/chat.css");

        Assert.True(first.Headers.CacheControl!.NoCache);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }
}
