using System.Net;
using System.Net.Sockets;
using BelajarBot.Storage;
using TelegramSimulator.Faults;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>What an operator sees of the process: how it ends, and what it says.</summary>
public sealed class StartAndStopTests : OneBotTests
{
    [Fact]
    public async Task Dialogs_with_errors_end_the_start_with_code_1_and_their_places()
    {
        using var dialogs = DialogsCopy.Make();
        dialogs.Change("belajar-id/aktivasi.yaml", "hint: Alamat akun", "hnt: Alamat akun");

        await using var bot = BotProcess.Run(Settings($"Dialogs:Folder={dialogs.Folder}"));

        Assert.Equal(1, await bot.ExitCodeAsync());
        Assert.Matches(@"belajar-id/aktivasi\.yaml:\d+:\d+", bot.Errors);
    }

    [Fact]
    public async Task Wrong_settings_end_the_start_with_code_2_and_all_of_them_are_named()
    {
        await using var bot = BotProcess.Run(Settings("Sending:PerSecond=0", "Telegram:BaseUrl=ftp://nowhere", "Storage:Provder=Sqlite", "Web:Url=nothing"));

        Assert.Equal(2, await bot.ExitCodeAsync());
        Assert.All(["PerSecond", "Telegram:BaseUrl", "Storage:Provder", "Url"], setting => Assert.Contains(setting, bot.Errors));
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_the_start_with_code_3_and_words()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        await using var bot = BotProcess.Run(Settings($"Web:Url={url}"));

        Assert.Equal(3, await bot.ExitCodeAsync());
        Assert.Contains($"{url} cannot be served", bot.Errors);
        Assert.DoesNotContain("   at ", bot.Errors);
    }

    [Fact]
    public async Task A_second_process_on_the_same_file_ends_with_code_3_and_the_first_goes_on()
    {
        await using var first = BotProcess.Run(Settings());
        await first.ReadyAsync();

        await using var second = BotProcess.Run(Settings());

        Assert.Equal(3, await second.ExitCodeAsync());
        Assert.Contains("Another bot is running on", second.Errors);
        var sari = Telegram.Person();
        sari.Says("/menu");
        await sari.NextMessageAsync();
    }

    [Fact]
    public async Task A_database_of_a_newer_version_ends_the_start_with_code_3_and_is_left_alone()
    {
        await using (var database = await Database.OpenAsync(Store.Options, TimeProvider.System, TestContext.Current.CancellationToken))
        {
            await database.WriteAsync(
                session => session.ExecuteAsync("insert into schema_version (number, name, applied_at) values (9999, 'later', 0)"),
                TestContext.Current.CancellationToken);
        }

        await using var bot = BotProcess.Run(Settings());

        Assert.Equal(3, await bot.ExitCodeAsync());
        Assert.Contains("The database is at version 9999 (later)", bot.Errors);
        Assert.DoesNotContain("   at ", bot.Errors);
    }

    [Fact]
    public async Task T18_T164_Ctrl_C_finishes_what_is_in_hand_and_ends_with_code_0()
    {
        await using var bot = BotProcess.Run(Settings());
        await bot.ReadyAsync();
        Telegram.Fail("sendMessage", new Fault.Delay(TimeSpan.FromSeconds(4)));
        var sari = Telegram.Person();
        sari.Says("/aktivasi");
        await Until.TrueAsync(() => Telegram.RequestsTo("sendMessage").Count > 0, "the answer was on its way");

        await bot.InterruptAsync();

        Assert.Equal(0, await bot.ExitCodeAsync());
        Assert.Single(sari.Inbox);
        Assert.Equal(0, Telegram.PendingUpdates);
        await using var database = await Database.OpenAsync(Store.Options, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(1, await database.ReadAsync(
            session => session.ScalarAsync<long>("select count(*) from outbox"), TestContext.Current.CancellationToken));
    }

    private string[] Settings(params string[] more) => BotSettings.For(Telegram, Store.Options, more);
}
