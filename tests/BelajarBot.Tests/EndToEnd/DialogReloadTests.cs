using BelajarBot.Tests.Storage;
using TelegramSimulator;

namespace BelajarBot.Tests.EndToEnd;

public sealed class DialogReloadTests
{
    [Fact]
    public async Task A_dialog_that_breaks_while_the_bot_runs_stays_as_it_was_until_it_is_mended()
    {
        await using var telegram = await Simulator.StartAsync(cancel: TestContext.Current.CancellationToken);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        using var dialogs = DialogsCopy.Make();
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options, $"Dialogs:Folder={dialogs.Folder}"));
        var sari = telegram.Person();

        dialogs.Change("belajar-id/aktivasi.yaml", "Kira-kira 10 menit", "Kira-kira 5 menit");
        dialogs.Change("belajar-id/aktivasi.yaml", "hint: Alamat akun", "hnt: Alamat akun");
        await Until.TrueAsync(() => bot.Log.Count("the last good ones stay in use") > 0, "the log said that the dialogs are broken");
        sari.Says("/aktivasi");
        var whileBroken = await sari.NextMessageAsync();
        dialogs.Change("belajar-id/aktivasi.yaml", "hnt: Alamat akun", "hint: Alamat akun");

        Assert.Contains("10 menit", whileBroken.Text);
        await Until.TrueAsync(
            async () =>
            {
                // Somebody new each time: whoever has begun goes on with the text that they began with.
                var someone = telegram.Person();
                someone.Says("/aktivasi");
                return (await someone.NextMessageAsync()).Text.Contains("5 menit");
            },
            "the mended dialog was taken");
        Assert.Equal(1, bot.Log.Count("the last good ones stay in use"));
        Assert.Contains("belajar-id/aktivasi.yaml:", bot.Log.All.Single(line => line.Contains("the last good ones stay in use")));
    }
}
