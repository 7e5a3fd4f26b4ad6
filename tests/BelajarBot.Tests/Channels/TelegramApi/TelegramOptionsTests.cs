using System.ComponentModel.DataAnnotations;
using BelajarBot.Channels.TelegramApi;

namespace BelajarBot.Tests.Channels.TelegramApi;

public sealed class TelegramOptionsTests
{
    [Theory]
    [InlineData("", "must be the https address")]
    [InlineData("bot.example.org/hook", "must be the https address")]
    [InlineData("ftp://bot.example.org", "must be the https address")]
    [InlineData("http://bot.example.org/hook", "must begin with https://")]
    [InlineData("https://bot.example.org:8080/hook", "port 443, 80, 88 or 8443")]
    [InlineData("https://localhost/hook", "private network")]
    [InlineData("https://server/hook", "private network")]
    [InlineData("https://bot.local/hook", "private network")]
    [InlineData("https://bot.INTERNAL/hook", "private network")]
    [InlineData("https://10.1.2.3/hook", "private network")]
    [InlineData("https://127.0.0.1/hook", "private network")]
    [InlineData("https://192.168.1.1:8443/hook", "private network")]
    [InlineData("https://172.31.0.1/hook", "private network")]
    [InlineData("https://100.64.0.1/hook", "private network")]
    [InlineData("https://[2001:db8::1]/hook", "IPv4")]
    [InlineData("https://me@bot.example.org/hook", "no user")]
    [InlineData("https://bot.example.org/hook?x=1", "no query")]
    [InlineData("https://bot.example.org/hook#x", "no fragment")]
    [InlineData("https://bot.example.org/{hook}", "path of letters")]
    [InlineData("https://bot.example.org/a b", "path of letters")]
    public void T29_An_address_that_Telegram_would_refuse_is_refused_before_it_is_asked(string url, string because) =>
        Assert.Contains(because, Assert.Single(ProblemsOf(options => options.WebhookUrl = url)), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://bot.example.org")]
    [InlineData("https://bot.example.org:8443/telegram/hook")]
    [InlineData("https://bot.example.org:88/")]
    [InlineData("https://8.8.8.8/hook")]
    public void T29_An_address_that_Telegram_takes_is_taken(string url) =>
        Assert.Empty(ProblemsOf(options => options.WebhookUrl = url));

    [Fact]
    public void T29_A_server_of_ones_own_may_post_inside_the_network() => Assert.Empty(ProblemsOf(options =>
        (options.WebhookUrl, options.LocalServer, options.MaxConnections) = ("http://127.0.0.1:5080/telegram", true, 1000)));

    [Fact]
    public void T30_Telegram_opens_at_most_a_hundred_connections() =>
        Assert.Contains("at most 100", Assert.Single(ProblemsOf(options => options.MaxConnections = 101)), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("dua kata")]
    [InlineData("rahasia!")]
    public void T31_A_secret_is_needed_and_has_only_characters_that_a_header_carries(string secret) =>
        Assert.Contains("SecretToken must be 1 to 256", Assert.Single(ProblemsOf(options => options.SecretToken = secret)), StringComparison.Ordinal);

    [Fact]
    public void T31_A_secret_has_at_most_256_characters()
    {
        Assert.Empty(ProblemsOf(options => options.SecretToken = new string('x', 256)));
        Assert.Single(ProblemsOf(options => options.SecretToken = new string('x', 257)));
    }

    [Theory]
    [InlineData("https://bot.example.org/1000001:x-y_z")]
    [InlineData("https://bot.example.org/7654321:CANARY-token-that-must-never-show-000")]
    public void T160_The_webhook_has_no_token_in_its_path(string url)
    {
        var problem = Assert.Single(ProblemsOf(options => options.WebhookUrl = url));

        Assert.Contains("must have a path of letters", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("x-y_z", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no token")]
    [InlineData("123456:abc/../def")]
    [InlineData("123456:abc\n123456:def")]
    public void T161_What_is_in_the_token_file_must_be_a_token(string content)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, content);

            var problem = Assert.Single(ProblemsOf(options => (options.Token, options.TokenFile) = ("", file)));

            Assert.Contains("does not hold a bot token", problem, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void T21_A_poll_may_be_held_no_longer_than_Telegram_holds_it() =>
        Assert.Contains("PollTimeout", Assert.Single(ProblemsOf(options => options.PollTimeout = TimeSpan.FromSeconds(60))), StringComparison.Ordinal);

    private static IReadOnlyList<string> ProblemsOf(Action<TelegramOptions> change)
    {
        var options = new TelegramOptions
        {
            Token = "1000001:x-y_z", Mode = TelegramMode.Webhook, WebhookUrl = "https://bot.example.org/telegram", SecretToken = "rahasia",
        };
        change(options);
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true);
        return [.. problems.Select(problem => problem.ErrorMessage!)];
    }
}
