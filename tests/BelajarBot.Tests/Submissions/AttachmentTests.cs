using BelajarBot.Tests.EndToEnd;
using BelajarBot.Tests.Storage;
using TelegramSimulator;
using TelegramSimulator.Faults;
using TelegramSimulator.People;

namespace BelajarBot.Tests.Submissions;

/// <summary>What people send along is what it says, and who reviews it learns when Telegram has it no more.</summary>
public sealed class AttachmentTests
{
    private static readonly byte[] Picture = [0x89, .. "PNG\r\n\u001A\n and so on"u8];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_no_picture_or_gone_is_asked_for_again_and_the_reviewer_of_an_expired_one_is_told()
    {
        await using var telegram = await Simulator.StartAsync(cancel: Cancel);
        await using var store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options, "Access:Superadmins:0=4711"));
        var (rina, budi) = (telegram.Person(4711), telegram.Person());
        await AskAsync(rina, "/usulan", "Tidak ada yang menunggu");
        await AskAsync(budi, "/praktik", "Bolehkah saya");
        await PressAsync(budi, "Saya setuju", "Apa judul");
        await AskAsync(budi, "Kelas koding", "Di kabupaten");
        await AskAsync(budi, "Kota Bandung", "Ceritakan");
        await AskAsync(budi, "Guru mengajar koding.", "Ada foto");
        await PressAsync(budi, "Satu foto", "Kirim fotonya");

        await AfterAsync(budi, () => budi.SendsDocument("poster.png", content: "<html>"u8.ToArray()), "Berkas itu bukan gambar");
        telegram.Fail("getFile", new Fault.Status(400, "Bad Request: wrong file_id or the file is temporarily unavailable"));
        await AfterAsync(budi, () => budi.SendsDocument("poster.png", content: Picture), "sudah tidak ada di Telegram");
        await AfterAsync(budi, () => budi.SendsDocument("poster.png", content: Picture), "Sudah benar?");
        await PressAsync(budi, "📨 Kirim", "Terkirim dengan nomor");
        await AskAsync(rina, "/usulan", "Menunggu pemeriksaan: 1");
        await PressAsync(rina, "U-1 Kelas koding – terkirim", "Guru mengajar koding");
        telegram.Fail("sendDocument", new Fault.Status(400, "Bad Request: wrong file identifier/HTTP URL specified"));
        await PressAsync(rina, "📎 Lampiran", "Kembalikan pertanyaan itu agar pengirimnya mengirim lagi");
        await PressAsync(rina, "📎 Lampiran", "U-1 Foto");

        Assert.Equal(Picture, rina.Inbox[^1].File!.Bytes.ToArray());
    }

    private static Task AskAsync(SimulatedPerson person, string words, string answer) => AfterAsync(person, () => person.Says(words), answer);

    private static Task PressAsync(SimulatedPerson person, string label, string answer)
    {
        var message = person.Inbox.Last(each => each.Labels.Contains(label));
        return AfterAsync(person, () => person.Presses(label, message.Id), answer);
    }

    /// <summary>Does something, and waits until the bot has said these words since.</summary>
    private static async Task AfterAsync(SimulatedPerson person, Action act, string answer)
    {
        var before = person.Inbox.Count;
        act();
        try
        {
            await Until.TrueAsync(() => person.Inbox.Skip(before).Any(message => message.Text.Contains(answer, StringComparison.Ordinal)), answer, TimeSpan.FromSeconds(30));
        }
        finally
        {
            TestContext.Current.TestOutputHelper!.WriteLine(string.Join(" | ", person.Inbox.Skip(before).Select(message => message.Text)));
        }
    }
}
