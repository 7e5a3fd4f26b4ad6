using BelajarBot.Conversations;
using BelajarBot.Imports;
using BelajarBot.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using TelegramSimulator;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>An admin's list of contacts, from Telegram's file server to <c>/kontak</c>.</summary>
public sealed class ContactFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_that_an_admin_sends_as_a_document_is_what_people_are_told()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options, "Access:Superadmins:0=4711"));
        var ani = telegram.Person(4711);
        ani.Says("/kontak impor");
        await Until.TrueAsync(() => ani.Inbox.Count == 1, "what to send");

        ani.SendsDocument("kontak.csv", content: "area;name;phone\n32.73;Kapten Bandung;0812\n"u8.ToArray());
        await Until.TrueAsync(() => ani.Inbox.Count == 2, "that it is being read");
        await bot.Services.GetRequiredService<DueLook>().LookAsync(bot.Services.GetRequiredService<ContactFiles>(), Cancel);
        await Until.TrueAsync(() => ani.Inbox.Count == 3, "what is in it");
        ani.Presses("✅ Simpan 1 kontak");
        await Until.TrueAsync(() => ani.Inbox.Count == 4, "that it is kept");
        ani.Says("/kontak kota bandung");
        await Until.TrueAsync(() => ani.Inbox.Count == 5, "the contacts");

        Assert.StartsWith("Kontak untuk Kota Bandung\nKapten Bandung\n0812", ani.Inbox[^1].Text, StringComparison.Ordinal);
    }
}
