using BelajarBot.Tests.Storage;
using TelegramSimulator;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>Pictures and documents between a teacher and an officer, who both see only the bot.</summary>
public sealed class TicketFilesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_reaches_the_officer_and_a_document_the_teacher_as_Telegram_has_them()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options, "Access:Superadmins:0=4711"));
        var (ani, sari) = (telegram.Person(4711, firstName: "Anikusuma"), telegram.Person(firstName: "Sarikanari"));
        ani.Says("/tiket");
        await Until.TrueAsync(() => ani.Inbox.Count == 1, "the empty queue");

        sari.Says("/tanyapetugas");
        await Until.TrueAsync(() => sari.Inbox.Count == 1, "what to write");
        sari.SendsPhoto("layar saya");
        await Until.TrueAsync(() => sari.Inbox.Count == 2, "that it was taken on");
        ani.Says("/tiket 1");
        await Until.TrueAsync(() => ani.Inbox.Any(message => message.Labels.Contains("✋ Saya tangani")), "the question");
        ani.Presses("✋ Saya tangani");
        await Until.TrueAsync(() => ani.Inbox.Any(message => message.Labels.Contains("✅ Tutup")), "the tools");

        Assert.Equal(sari.Chat.Single(message => !message.FromBot && message.File is not null).File!.Id, Assert.Single(ani.Inbox, message => message.File is not null).File!.Id);

        ani.Presses("✏️ Jawab");
        await Until.TrueAsync(() => ani.Inbox[^1].Text.StartsWith("Tulis jawaban", StringComparison.Ordinal), "what to write");
        ani.SendsDocument("surat.pdf", caption: "Isi ini, ya.");
        await Until.TrueAsync(() => sari.Inbox.Count == 3, "the answer");

        Assert.Equal(ani.Chat.Last(message => !message.FromBot).File!.Id, sari.Inbox[2].File!.Id);
        Assert.Contains("Isi ini, ya.", sari.Inbox[2].Text, StringComparison.Ordinal);
        Assert.All(ani.Inbox, message => Assert.DoesNotContain("Sarikanari", message.Text, StringComparison.Ordinal));
        Assert.All(sari.Inbox, message => Assert.DoesNotContain("Anikusuma", message.Text, StringComparison.Ordinal));
        Assert.Empty(telegram.RequestsTo("getFile"));
    }
}
