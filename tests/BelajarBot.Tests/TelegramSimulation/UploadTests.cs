using System.Text;
using TelegramSimulator;

namespace BelajarBot.Tests.TelegramSimulation;

public sealed class UploadTests
{
    [Theory]
    [InlineData("""form-data; name="document"; filename="отчёт \"1\" 100%25.csv" """, "отчёт \"1\" 100%.csv")]
    [InlineData("form-data; name=document; filename=rapor.csv", "rapor.csv")]
    [InlineData("""form-data; filename="a;b=c.csv"; name="document" """, "a;b=c.csv")]
    [InlineData("""form-data; name="docu%6dent"; filename="nama%20baru+1.csv" """, "nama baru+1.csv")]
    [InlineData("""form-data; name="document"; filename="=?utf-8?B?0L7RgtGH?="; filename*=utf-8''%D0%BE.csv""", "=?utf-8?B?0L7RgtGH?=")]
    [InlineData("""form-data; name="document"; filename="C:\\a\\b.csv" """, "C:\\a\\b.csv")]
    public async Task T123_A_file_name_is_read_by_the_rules_of_the_real_server(string disposition, string fileName)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person(5);
        sari.Says("/start");

        var answer = await PostAsync(bot, "sendDocument", $"--X\r\nContent-Disposition: {disposition}\r\nContent-Type: text/csv\r\n\r\na,b\r\n--X--\r\n", "?chat_id=5");

        Assert.Equal(200, answer.Status);
        Assert.Equal(fileName, answer.Result.GetProperty("document").GetProperty("file_name").GetString());
        Assert.Equal("a,b"u8.ToArray(), sari.Inbox[0].File!.Bytes.ToArray());
    }

    [Theory]
    [InlineData("""form-data; name="document"; filename="a""", "unclosed quoted string in Content-Disposition header")]
    [InlineData("""form-data; name="document" x; filename="a" """, "expected ';' in Content-Disposition header")]
    [InlineData("""attachment; name="document" """, "expected form-data content disposition")]
    [InlineData("""form-data; filename="a" """, "field name in multipart/form-data not found")]
    public async Task T123_A_header_that_the_real_server_cannot_read_is_refused(string disposition, string reason)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        var answer = await PostAsync(bot, "sendDocument", $"--X\r\nContent-Disposition: {disposition}\r\n\r\na\r\n--X--\r\n");

        Assert.Equal("Bad Request: " + reason, answer.Description);
    }

    [Theory]
    [InlineData("X", "boundary=X", 200)]
    [InlineData("X", "charset=utf-8; boundary=\"X\"", 200)]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234567890", "boundary=1234567890123456789012345678901234567890123456789012345678901234567890", 200)]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901", "boundary=12345678901234567890123456789012345678901234567890123456789012345678901", 400)]
    public async Task T124_A_boundary_may_be_quoted_and_has_at_most_70_characters(string boundary, string parameter, int status)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Person(5).Says("/start");

        var answer = await PostAsync(
            bot, "sendMessage",
            $"--{boundary}\r\nContent-Disposition: form-data; name=chat_id\r\n\r\n5\r\n--{boundary}\r\nContent-Disposition: form-data; name=text\r\n\r\nhalo\r\n--{boundary}--\r\n",
            contentType: "multipart/form-data; " + parameter);

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task T125_Nested_objects_are_JSON_strings_and_files_of_an_album_are_attached_by_name()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person(5);
        sari.Says("/start");

        var document = await UploadAsync(bot, "sendDocument", "document", "rapor.pdf", [1, 2, 3], new()
        {
            ["chat_id"] = "5", ["caption"] = "Rapor", ["caption_entities"] = """[{"type":"bold","offset":0,"length":5}]""",
            ["reply_markup"] = """{"inline_keyboard":[[{"text":"Ya","callback_data":"ya"}]]}""",
        });
        using var album = new MultipartFormDataContent
        {
            { new StringContent("5"), "chat_id" },
            { new StringContent("""[{"type":"document","media":"attach://satu","caption":"Dua berkas"},{"type":"document","media":"attach://dua"}]"""), "media" },
            { new ByteArrayContent([1]), "satu", "1.txt" },
            { new ByteArrayContent([2]), "dua", "2.txt" },
        };
        var group = await RawBot.ReadAsync(await bot.Http.PostAsync(bot.Url("sendMediaGroup"), album, RawBot.Cancel));

        Assert.Equal((200, "Rapor"), (document.Status, document.Result.GetProperty("caption").GetString()));
        Assert.Equal("ya", document.Result.GetProperty("reply_markup").GetProperty("inline_keyboard")[0][0].GetProperty("callback_data").GetString());
        Assert.Equal(200, group.Status);
        Assert.Equal(["rapor.pdf", "1.txt", "2.txt"], sari.Inbox.Select(message => message.File!.FileName));
        Assert.Single(sari.Inbox.Skip(1).Select(message => message.MediaGroupId).Distinct());
    }

    [Fact]
    public async Task T121_A_file_is_sent_again_by_its_id_and_an_address_is_refused()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person(5);
        sari.Says("/start");
        var first = await UploadAsync(bot, "sendDocument", "document", "rapor.pdf", [1, 2, 3], new() { ["chat_id"] = "5" });
        var id = first.Result.GetProperty("document").GetProperty("file_id").GetString();

        var again = await bot.CallAsync("sendDocument", new { chat_id = 5, document = id });
        var asPhoto = await bot.CallAsync("sendPhoto", new { chat_id = 5, photo = id });
        var unknown = await bot.CallAsync("sendDocument", new { chat_id = 5, document = "xyz" });
        var address = await bot.CallAsync("sendDocument", new { chat_id = 5, document = "https://example.org/a.pdf" });
        var missing = await bot.CallAsync("sendDocument", new { chat_id = 5, document = "attach://nothing" });

        Assert.Equal(id, again.Result.GetProperty("document").GetProperty("file_id").GetString());
        Assert.Equal("Bad Request: can't use file of type Document as Photo", asPhoto.Description);
        Assert.Equal("Bad Request: wrong file identifier/HTTP URL specified", unknown.Description);
        Assert.Equal("Bad Request: failed to get HTTP URL content", address.Description);
        Assert.Equal("Bad Request: there is no document in the request", missing.Description);
        Assert.Equal(2, sari.Inbox.Count);
    }

    [Fact]
    public async Task T122_A_photo_must_be_a_picture_of_sane_shape_and_weight()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Person(5).Says("/start");

        async Task<Answer> SendAsync(byte[] bytes) => await UploadAsync(bot, "sendPhoto", "photo", "a.png", bytes, new() { ["chat_id"] = "5" });
        var good = await SendAsync(Png(640, 480));
        var noPicture = await SendAsync("bukan gambar"u8.ToArray());
        var tooLarge = await SendAsync(Png(9000, 1001));
        var tooThin = await SendAsync(Png(2100, 100));
        var tooHeavy = await SendAsync([.. Png(640, 480), .. new byte[10 << 20]]);
        var empty = await SendAsync([]);

        Assert.Equal(640, good.Result.GetProperty("photo")[0].GetProperty("width").GetInt32());
        Assert.Equal("Bad Request: IMAGE_PROCESS_FAILED", noPicture.Description);
        Assert.Equal("Bad Request: PHOTO_INVALID_DIMENSIONS", tooLarge.Description);
        Assert.Equal("Bad Request: PHOTO_INVALID_DIMENSIONS", tooThin.Description);
        Assert.Contains("too big for a photo", tooHeavy.Description, StringComparison.Ordinal);
        Assert.Equal("Bad Request: file must be non-empty", empty.Description);
    }

    [Fact]
    public async Task T122_A_document_of_more_than_fifty_megabytes_is_too_large()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        telegram.Person(5).Says("/start");

        var answer = await UploadAsync(bot, "sendDocument", "document", "besar.bin", new byte[(50 << 20) + 1], new() { ["chat_id"] = "5" });

        Assert.Equal(413, answer.Status);
    }

    [Fact]
    public async Task T7_More_than_fifty_files_are_too_many()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        using var form = new MultipartFormDataContent();
        for (var i = 0; i < 51; i++)
        {
            form.Add(new ByteArrayContent([1]), $"f{i}", "a");
        }

        var answer = await RawBot.ReadAsync(await bot.Http.PostAsync(bot.Url("getMe"), form, RawBot.Cancel));

        Assert.Equal(413, answer.Status);
    }

    [Fact]
    public async Task T85_A_caption_holds_1024_units()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person(5);
        sari.Says("/start");
        sari.SendsDocument();
        var id = sari.Chat[^1].File!.Id;

        var full = await bot.CallAsync("sendDocument", new { chat_id = 5, document = id, caption = new string('a', 1024) });
        var over = await bot.CallAsync("sendDocument", new { chat_id = 5, document = id, caption = new string('a', 1025) });

        Assert.Equal(200, full.Status);
        Assert.Equal("Bad Request: message caption is too long", over.Description);
    }

    [Fact]
    public async Task Every_part_header_is_recorded_as_it_came()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);

        await PostAsync(bot, "sendDocument", "--X\r\ncontent-disposition:form-data; name=document; filename=\"a.csv\"\r\nX-Other: 1\r\n\r\nisi\r\n--X--\r\n");

        var part = Assert.Single(telegram.RequestsTo("sendDocument")[0].Parts);
        Assert.Equal(["content-disposition:form-data; name=document; filename=\"a.csv\"", "X-Other: 1"], part.HeaderLines);
        Assert.Equal(("document", "a.csv", "isi"), (part.Name, part.FileName, Encoding.UTF8.GetString(part.Bytes.Span)));
    }

    private static byte[] Png(int width, int height) =>
        [0x89, .. "PNG\r\n\x1a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, .. BigEndian(width), .. BigEndian(height), 8, 2, 0, 0, 0];

    private static byte[] BigEndian(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private static async Task<Answer> UploadAsync(
        RawBot bot, string method, string part, string fileName, byte[] bytes, Dictionary<string, string> fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(new ByteArrayContent(bytes), part, fileName);
        return await RawBot.ReadAsync(await bot.Http.PostAsync(bot.Url(method), form, RawBot.Cancel));
    }

    private static async Task<Answer> PostAsync(
        RawBot bot, string method, string body, string query = "", string contentType = "multipart/form-data; boundary=X")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await RawBot.ReadAsync(await bot.Http.PostAsync(bot.Url(method) + query, content, RawBot.Cancel));
    }
}
