using System.Net.Http.Json;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>The page keeps what was said, so that it can show it again; a password that only the bot's question gives away is not among it.</summary>
public sealed class WebSecretsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_password_after_a_question_about_one_is_not_kept_for_the_page()
    {
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        await using var bot = await HostedBot.StartAsync(
        [
            $"Storage:Provider={store.Options.Provider}", $"Storage:ConnectionString={store.Options.ConnectionString}",
            $"Dialogs:Folder={BotSettings.DialogsFolder}", "Web:Url=http://127.0.0.1:0",
        ]);
        using var web = new HttpClient { BaseAddress = bot.Address };
        await web.GetAsync("/", Cancel);

        foreach (var (text, number) in new[] { "/aktivasi", "aminah@guru.sd.belajar.id", "sudah, guru1234" }.Select((text, at) => (text, at + 1)))
        {
            using var answer = await web.PostAsJsonAsync("/chat/messages", new { id = number, text }, Cancel);
            answer.EnsureSuccessStatusCode();
        }

        var kept = await bot.Database.ReadAsync(session => session.QueryAsync<string>("select body from web_message"), Cancel);
        Assert.Contains(kept, body => body.Contains("aminah@", StringComparison.Ordinal));
        Assert.DoesNotContain(kept, body => body.Contains("guru1234", StringComparison.Ordinal));
    }
}
