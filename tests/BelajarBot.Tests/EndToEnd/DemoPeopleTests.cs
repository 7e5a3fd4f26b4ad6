using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using BelajarBot.Hosting;
using BelajarBot.People;
using BelajarBot.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>Trying the bot out on one's own computer: several people in one browser, and a database full of invented teachers.</summary>
public sealed class DemoPeopleTests : IAsyncLifetime
{
    private BotStore store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await BotStore.CreateAsync(DatabaseKind.Sqlite);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_visitor_of_this_computer_talks_as_several_people_until_real_ones_are_there()
    {
        await using var bot = await StartAsync();
        using var web = new HttpClient { BaseAddress = bot.Address };
        await web.GetAsync("/", Cancel);

        Assert.Equal(["sari", "dedi", "ani"], await PeopleAsync(web));
        await SayAsync(web, "dedi", 1);
        await SayAsync(web, "ani", 2);
        await SayAsync(web, "", 3);
        Assert.Contains("Duta Teknologi untuk Jawa Barat", await AnswerAsync(bot, "%/dedi"), StringComparison.Ordinal);
        Assert.Contains("Admin wilayah untuk seluruh Indonesia", await AnswerAsync(bot, "%/ani"), StringComparison.Ordinal);
        Assert.Contains("belum punya peran", await AnswerAsync(bot, "%", "%/%"), StringComparison.Ordinal);
        Assert.Contains("/audit", await web.GetStringAsync("/chat/commands?as=ani", Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("/audit", await web.GetStringAsync("/chat/commands?as=dedi", Cancel), StringComparison.Ordinal);

        using var unknown = await web.PostAsJsonAsync("/chat/messages?as=raja", new { id = 4, text = "/peran" }, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        using var forwarded = new HttpRequestMessage(HttpMethod.Get, "/chat/people") { Headers = { { "X-Forwarded-For", "203.0.113.7" } } };
        using var fromElsewhere = await web.SendAsync(forwarded, Cancel);
        Assert.Equal("[]", await fromElsewhere.Content.ReadAsStringAsync(Cancel));

        await AddRealPersonAsync(bot);
        Assert.Empty(await PeopleAsync(web));
        using var refused = await web.PostAsJsonAsync("/chat/messages?as=dedi", new { id = 5, text = "/peran" }, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Nobody_is_offered_on_a_page_that_others_can_reach()
    {
        await using (var bot = await StartAsync("Web:Hosts:0=chat.sekolah.example"))
        {
            using var web = new HttpClient { BaseAddress = bot.Address };
            await web.GetAsync("/", Cancel);

            Assert.Empty(await PeopleAsync(web));
            await Assert.ThrowsAsync<HostStartException>(() => bot.Services.GetRequiredService<DemoPeople>().FillAsync(1, Cancel));
        }

        // Whoever wrote then was real, though the page has its public name no more.
        await using var later = await StartAsync();
        await Assert.ThrowsAsync<HostStartException>(() => later.Services.GetRequiredService<DemoPeople>().FillAsync(1, Cancel));
    }

    [Fact]
    public async Task Invented_teachers_fill_an_empty_database_once_and_never_one_with_real_people()
    {
        await using var bot = await StartAsync();
        var demo = bot.Services.GetRequiredService<DemoPeople>();

        Assert.Equal(500, await demo.FillAsync(500, Cancel));
        Assert.Equal(500, await demo.FillAsync(500, Cancel));

        Assert.Equal(500, await CountAsync(bot, "select count(*) from person where channel = 'demo' and source = 'demo' and region is not null"));
        Assert.InRange(await CountAsync(bot, "select count(distinct substr(region, 1, 2)) from person"), 20, 60);
        Assert.InRange(await CountAsync(bot, "select count(distinct person_id) from milestone"), 100, 500);
        Assert.Equal(0, await CountAsync(bot, "select count(*) from milestone m join person p on p.id = m.person_id where m.reached_at > p.seen_at"));
        Assert.Empty(await bot.Database.ReadAsync(session => CounterCheck.DifferencesAsync(session, 1), Cancel));

        await AddRealPersonAsync(bot);
        await Assert.ThrowsAsync<HostStartException>(() => demo.FillAsync(600, Cancel));
        Assert.Equal(500, await CountAsync(bot, "select count(*) from person where channel = 'demo'"));
    }

    private Task<HostedBot> StartAsync(params string[] more) => HostedBot.StartAsync(
    [
        $"Storage:Provider={store.Options.Provider}", $"Storage:ConnectionString={store.Options.ConnectionString}",
        $"Dialogs:Folder={BotSettings.DialogsFolder}", "Web:Url=http://127.0.0.1:0", .. more,
    ]);

    private static async Task<IEnumerable<string?>> PeopleAsync(HttpClient web) =>
        (await web.GetFromJsonAsync<JsonElement[]>("/chat/people", Cancel))!.Select(person => person.GetProperty("name").GetString());

    private static async Task SayAsync(HttpClient web, string person, int id)
    {
        using var answer = await web.PostAsJsonAsync($"/chat/messages{(person.Length == 0 ? "" : $"?as={person}")}", new { id, text = "/peran" }, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<string> AnswerAsync(HostedBot bot, string address, string notAddress = "")
    {
        var answer = "";
        await Until.TrueAsync(
            async () => (answer = await bot.Database.ReadAsync(
                session => session.FirstOrDefaultAsync<string>(
                    "select body from web_message where direction = 'out' and address like @address and address not like @notAddress", new { address, notAddress }),
                Cancel)) is not null,
            "the answer");
        return answer;
    }

    private static Task<long> CountAsync(HostedBot bot, string sql) => bot.Database.ReadAsync(session => session.ScalarAsync<long>(sql), Cancel);

    private static Task<int> AddRealPersonAsync(HostedBot bot) => bot.Database.WriteAsync(
        session => session.ExecuteAsync("insert into person (channel, address, language, created_at, seen_at) values ('telegram', '1', 'id', 1, 1)"), Cancel);
}
