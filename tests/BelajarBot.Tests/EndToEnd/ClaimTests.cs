using System.Text.RegularExpressions;
using BelajarBot.Tests.Storage;
using TelegramSimulator;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>A fresh bot belongs to whoever reads its console: from there on, roles go from hand to hand.</summary>
public sealed partial class ClaimTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_sends_the_code_of_the_console_owns_the_bot_and_invites_by_link_and_picture()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        await using var bot = BotProcess.Run(BotSettings.For(telegram, store.Options));
        await bot.ReadyAsync();
        await Until.TrueAsync(() => Code().IsMatch(bot.Output), "the code on the console");
        var code = Code().Match(bot.Output).Value;
        var (ani, budi) = (telegram.Person(), telegram.Person(firstName: "Budi"));

        ani.Says($"/peran {code}");
        await Until.TrueAsync(() => ani.Inbox.Count == 1, "what the code offers");
        ani.Presses("Ya, saya terima");
        await Until.TrueAsync(() => ani.Inbox.Count == 2, "the role");
        Assert.Contains("Anda sekarang Superadmin untuk seluruh Indonesia", ani.Inbox[1].Text, StringComparison.Ordinal);
        await Until.TrueAsync(() => MenuOf(ani.Id).Any(menu => menu.Contains("\"peran\"", StringComparison.Ordinal)), "an officer's menu");
        Assert.DoesNotContain(MenuOf(null), menu => menu.Contains("\"peran\"", StringComparison.Ordinal));

        ani.Says("/peran");
        await Until.TrueAsync(() => ani.Inbox.Count == 3, "the roles");
        ani.Presses("➕ Undang petugas");
        await Until.TrueAsync(() => ani.Inbox.Count == 4, "which role");
        ani.Presses("Duta Teknologi");
        await Until.TrueAsync(() => ani.Inbox.Count == 5, "which area");
        ani.Says("jawa barat");
        await Until.TrueAsync(() => ani.Inbox.Count == 6, "how long");
        ani.Presses("30 hari");
        await Until.TrueAsync(() => ani.Inbox.Count == 8, "the code, and the picture of its link");
        var link = Link().Match(ani.Inbox[7].Text);
        Assert.NotEmpty(telegram.RequestsTo("sendPhoto"));

        budi.Says($"/start {link.Groups["payload"].Value}");
        await Until.TrueAsync(() => budi.Inbox.Count == 1, "what the link offers");
        budi.Presses("Ya, saya terima");
        await Until.TrueAsync(() => budi.Inbox.Count == 2 && ani.Inbox.Count == 9, "the role, and the news of it");

        Assert.Contains("Duta Teknologi untuk Jawa Barat", budi.Inbox[1].Text, StringComparison.Ordinal);
        Assert.Contains("Budi menerima undangan Anda", ani.Inbox[8].Text, StringComparison.Ordinal);
        Assert.All([code, link.Groups["code"].Value], secret => Assert.DoesNotContain(secret, bot.Errors, StringComparison.OrdinalIgnoreCase));

        IEnumerable<string> MenuOf(long? chat) => telegram.RequestsTo("setMyCommands").Select(request => request.Text)
            .Where(text => chat is null ? !text.Contains("chat_id", StringComparison.Ordinal) : text.Contains($"\"chat_id\":{chat}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bot_whose_superadmin_stands_in_the_settings_offers_itself_to_nobody()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        await using var bot = BotProcess.Run(BotSettings.For(telegram, store.Options, "Access:Superadmins:0=4711"));
        await bot.ReadyAsync();
        var ani = telegram.Person(4711);

        ani.Says("/peran");
        await Until.TrueAsync(() => ani.Inbox.Count == 1, "the roles");

        Assert.Contains("Superadmin untuk seluruh Indonesia, dari pengaturan bot", ani.Inbox[0].Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(Code(), bot.Output);
    }

    [GeneratedRegex("(?<=/peran )[a-z]{4}(-[a-z]{4}){3}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"https://t\.me/\w+\?start=(?<payload>peran-(?<code>[a-z]{16}))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
