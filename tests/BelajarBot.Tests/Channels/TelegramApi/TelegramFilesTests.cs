using BelajarBot.Channels;
using BelajarBot.Channels.TelegramApi;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.Storage;
using BelajarBot.Tests.Storage;
using Microsoft.Extensions.Options;
using TelegramSimulator;
using TelegramSimulator.Faults;
using TelegramSimulator.People;

namespace BelajarBot.Tests.Channels.TelegramApi;

public sealed class TelegramFilesTests : IAsyncLifetime
{
    private const string HostileName = "laporan \"1\" 100% отчёт\\x.csv";

    private readonly string place = Directory.CreateTempSubdirectory("belajarbot-files-").FullName;
    private Simulator telegram = null!;
    private SimulatedPerson sari = null!;
    private TestDatabase store = null!;
    private BotApiClient client = null!;
    private FileFolder folder = null!;
    private TelegramFiles files = null!;
    private TelegramChannel channel = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        telegram = await Simulator.StartAsync(cancel: Cancel);
        sari = telegram.Person();
        sari.Says("/start");
        store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        client = new BotApiClient(Options.Create(PollingBot.OptionsFor(telegram.BaseUrl, telegram.Token)), TimeProvider.System);
        folder = new FileFolder(place);
        files = new TelegramFiles(client, new UploadedFiles(store.Database, TimeProvider.System), folder);
        channel = new TelegramChannel(client, files);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await telegram.DisposeAsync();
        await store.DisposeAsync();
        Directory.Delete(place, recursive: true);
    }

    [Fact]
    public async Task T123_T125_A_file_arrives_under_its_own_name_with_words_and_buttons()
    {
        var message = await MessageAsync("nama;nilai\n"u8.ToArray(), HostileName) with
        {
            Text = new RichText("Ini 100% & <b>", [new TextSpan(0, 3, SpanKind.Bold)]),
            Buttons = [[new Button("Lanjut", "lanjut")]],
        };

        var result = await channel.SendAsync(message, Cancel);

        var arrived = sari.Inbox[^1];
        Assert.Equal(new SendResult.Sent(arrived.Id), result);
        Assert.Equal(HostileName, arrived.File!.FileName);
        Assert.Equal("nama;nilai\n"u8.ToArray(), arrived.File.Bytes.ToArray());
        Assert.Equal("text/csv", arrived.File.MimeType);
        Assert.Equal("Ini 100% & <b>", arrived.Text);
        Assert.Equal("bold", Assert.Single(arrived.Entities).Type);
        Assert.Equal(["Lanjut"], arrived.Labels);
    }

    [Fact]
    public async Task T72_T121_A_file_to_many_is_uploaded_once_even_when_all_are_sent_at_the_same_moment()
    {
        var message = await MessageAsync(new byte[200_000], "besar.bin");
        var people = Enumerable.Range(0, 20).Select(_ => telegram.Person()).ToList();
        people.ForEach(person => person.Says("/start"));

        var results = await Task.WhenAll(people.Select((person, i) =>
            channel.SendAsync(message with { OutboxId = i, Address = $"{person.Id}" }, Cancel)));

        Assert.All(results, result => Assert.IsType<SendResult.Sent>(result));
        Assert.All(people, person => Assert.Equal(200_000, person.Inbox[^1].File!.Bytes.Length));
        Assert.Single(telegram.RequestsTo("sendDocument"), IsUpload);
        Assert.Equal(20, telegram.RequestsTo("sendDocument").Count);
    }

    [Fact]
    public async Task T121_An_id_that_Telegram_does_not_take_any_more_is_forgotten_and_the_file_uploaded_again()
    {
        var message = await MessageAsync(new byte[1000], "a.bin");
        await channel.SendAsync(message, Cancel);
        telegram.Fail("sendDocument", new Fault.Status(400, "Bad Request: wrong file identifier/HTTP URL specified"));

        var again = await channel.SendAsync(message, Cancel);

        Assert.IsType<SendResult.Sent>(again);
        Assert.Equal([true, false, true], telegram.RequestsTo("sendDocument").Select(IsUpload));
    }

    [Fact]
    public async Task T126_After_a_429_the_upload_is_whole_again()
    {
        var message = await MessageAsync(new byte[50_000], "a.bin");
        telegram.Fail("sendDocument", new Fault.Status(429, "Too Many Requests: retry after 1", RetryAfter: 1));

        var first = await channel.SendAsync(message, Cancel);
        var second = await channel.SendAsync(message, Cancel);

        Assert.IsType<SendResult.SlowDown>(first);
        Assert.IsType<SendResult.Sent>(second);
        Assert.Equal(50_000, sari.Inbox[^1].File!.Bytes.Length);
    }

    [Fact]
    public async Task T85_Words_too_long_for_a_caption_follow_their_file()
    {
        var message = await MessageAsync(new byte[10], "a.bin") with { Text = RichText.Plain(new string('x', 1025)) };

        var first = await channel.SendAsync(message, Cancel);
        var second = await channel.SendAsync(message with { PartsSent = 1 }, Cancel);

        Assert.True(Assert.IsType<SendResult.Sent>(first).HasMore);
        Assert.False(Assert.IsType<SendResult.Sent>(second).HasMore);
        Assert.Equal(1025, sari.Inbox[^1].Text.Length);
    }

    [Fact]
    public async Task T122_What_is_too_large_or_gone_is_refused_before_it_is_sent()
    {
        var huge = await MessageAsync(new byte[(50 << 20) + 1], "besar.bin");
        var empty = await MessageAsync([], "kosong.bin");
        var gone = await MessageAsync(new byte[7], "hilang.bin");
        folder.Delete(gone.File!.Path);

        Assert.IsType<SendResult.Refused>(await channel.SendAsync(huge, Cancel));
        Assert.IsType<SendResult.Refused>(await channel.SendAsync(empty, Cancel));
        Assert.IsType<SendResult.Refused>(await channel.SendAsync(gone, Cancel));
        Assert.Empty(telegram.RequestsTo("sendDocument"));
    }

    [Fact]
    public async Task What_somebody_sent_is_passed_on_without_being_kept_and_refused_when_Telegram_has_it_no_more()
    {
        var rina = telegram.Person();
        rina.Says("/start");
        sari.SendsPhoto();
        var message = new OutgoingMessage(1, "telegram", $"{rina.Id}", MessageClass.Reply, RichText.Plain("U-1 Foto"), [])
        {
            File = new FileToSend("", "U-1 Foto", "application/octet-stream", FileKind.Photo) { Reference = Sent() },
        };

        var passed = await channel.SendAsync(message, Cancel);
        var gone = await channel.SendAsync(message with { File = message.File with { Reference = "tidak-ada" } }, Cancel);

        Assert.IsType<SendResult.Sent>(passed);
        Assert.Equal("U-1 Foto", rina.Inbox[^1].Text);
        Assert.IsType<SendResult.Refused>(gone);
        Assert.Empty(Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Where_Telegram_has_a_file_no_more_the_words_go_out_that_say_so()
    {
        var message = new OutgoingMessage(1, "telegram", $"{sari.Id}", MessageClass.Reply, RichText.Plain("U-1 Foto"), [])
        {
            File = new FileToSend("", "U-1 Foto", "application/octet-stream", FileKind.Photo) { Reference = "tidak-ada", WhenGone = "Foto itu sudah tidak ada." },
        };

        Assert.IsType<SendResult.Sent>(await channel.SendAsync(message, Cancel));
        Assert.Equal("Foto itu sudah tidak ada.", sari.Inbox[^1].Text);
    }

    [Fact]
    public async Task A_document_is_looked_into_and_a_photo_needs_no_look()
    {
        sari.SendsDocument("rtl.pdf", content: "MZ this is a program"u8.ToArray());
        var disguised = await files.LookIntoAsync(new FileInput(FileKind.Document, Sent(), "rtl.pdf", 20, null), Cancel);
        sari.SendsDocument("rtl.pdf", content: "%PDF-1.7 …"u8.ToArray());
        var honest = await files.LookIntoAsync(new FileInput(FileKind.Document, Sent(), "rtl.pdf", 12, null), Cancel);
        var photo = await files.LookIntoAsync(new FileInput(FileKind.Photo, "foto", null, 12, null), Cancel);

        Assert.Equal((FileFormat.Text, FileFormat.Pdf, null), (disguised.Format, honest.Format, photo.Format));
        Assert.Equal(2, telegram.RequestsTo("getFile").Count);
        Assert.Empty(Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_document_that_Telegram_has_no_more_is_gone_and_one_that_it_does_not_show_now_stays_unknown()
    {
        sari.SendsDocument("rtl.pdf", content: "%PDF-1.7"u8.ToArray());
        var sent = new FileInput(FileKind.Document, Sent(), "rtl.pdf", 8, null);

        telegram.Fail("getFile", new Fault.Status(400, "Bad Request: wrong file_id or the file is temporarily unavailable"));
        var gone = await files.LookIntoAsync(sent, Cancel);
        telegram.Fail("getFile", new Fault.Drop());
        var unknown = await files.LookIntoAsync(sent, Cancel);

        Assert.True(gone.IsGone);
        Assert.Equal(sent, unknown);
    }

    [Fact]
    public async Task T117_T120_What_somebody_sent_is_fetched_byte_for_byte()
    {
        var content = new byte[300_000];
        new Random(1).NextBytes(content);
        sari.SendsDocument("../../etc/passwd", content: content);

        var read = Assert.IsType<Download.Read>(await files.DownloadAsync(Sent(), 1 << 20, Cancel));

        Assert.Equal(content, read.Content);
    }

    [Fact]
    public async Task T120_A_file_that_is_larger_than_it_says_is_not_fetched()
    {
        sari.SendsDocument("kecil.bin", size: 10, content: new byte[100_000]);

        Assert.IsType<Download.TooLarge>(await files.DownloadAsync(Sent(), 50_000, Cancel));

        Assert.Empty(Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task T117_What_Telegram_does_not_give_out_or_has_no_more_is_told_apart()
    {
        sari.SendsDocument("besar.bin", size: 21 << 20);
        var tooLarge = await files.DownloadAsync(Sent(), 50 << 20, Cancel);
        var gone = await files.DownloadAsync("no-such-file", 1000, Cancel);
        telegram.Fail("getFile", new Fault.Body(502, "<html>"));
        sari.SendsDocument("a.bin");
        var later = await files.DownloadAsync(Sent(), 10_000, Cancel);

        Assert.IsType<Download.TooLarge>(tooLarge);
        Assert.IsType<Download.Gone>(gone);
        Assert.IsType<Download.TryLater>(later);
    }

    [Fact]
    public async Task T119_A_path_on_the_disk_of_a_local_server_is_not_followed()
    {
        var elsewhere = Directory.CreateTempSubdirectory("belajarbot-local-");
        await using var local = await Simulator.StartAsync(new SimulatorOptions { FilesFolder = elsewhere.FullName }, Cancel);
        using var toLocal = new BotApiClient(Options.Create(PollingBot.OptionsFor(local.BaseUrl, local.Token)), TimeProvider.System);
        var budi = local.Person();
        budi.SendsDocument("a.bin");

        var download = await new TelegramFiles(toLocal, new UploadedFiles(store.Database, TimeProvider.System), folder)
            .DownloadAsync(budi.Chat[^1].File!.Id, 10_000, Cancel);

        Assert.IsType<Download.Gone>(download);
        Assert.Empty(local.RequestsTo("/file"));
        Assert.Empty(Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories));
        elsewhere.Delete(recursive: true);
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("ab/../../x")]
    [InlineData("")]
    public void T58_No_path_leads_out_of_the_folder(string path) => Assert.Throws<ArgumentException>(() => folder.FullPath(path));

    [Fact]
    public async Task The_same_content_is_kept_once()
    {
        var first = await folder.SaveAsync(new MemoryStream("sama"u8.ToArray()), 100, Cancel);
        var second = await folder.SaveAsync(new MemoryStream("sama"u8.ToArray()), 100, Cancel);

        Assert.Equal(first, second);
        Assert.Single(Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories));
    }

    private async Task<OutgoingMessage> MessageAsync(byte[] content, string name)
    {
        var stored = await folder.SaveAsync(new MemoryStream(content), long.MaxValue, Cancel);
        return new OutgoingMessage(1, "telegram", $"{sari.Id}", MessageClass.Reply, RichText.Plain(""), [])
        {
            File = new FileToSend(stored!.Path, name, "text/csv"),
        };
    }

    /// <summary>Telegram's id of what she sent last.</summary>
    private string Sent() => sari.Chat[^1].File!.Id;

    private static bool IsUpload(RecordedRequest request) =>
        request.Headers["Content-Type"].StartsWith("multipart/form-data", StringComparison.Ordinal);
}
