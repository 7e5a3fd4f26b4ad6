using System.Net;
using TelegramSimulator;

namespace BelajarBot.Tests.TelegramSimulation;

public sealed class DownloadTests
{
    [Fact]
    public async Task T117_A_file_is_downloaded_by_its_path_for_an_hour_and_then_by_a_new_one()
    {
        var clock = new VirtualClock();
        await using var telegram = await Simulator.StartAsync(new SimulatorOptions { Time = clock }, RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        sari.SendsDocument("rapor.pdf", content: "isi rapor"u8.ToArray());
        var id = sari.Chat[^1].File!.Id;

        var path = (await bot.CallAsync("getFile", new { file_id = id })).Result.GetProperty("file_path").GetString()!;
        var content = await bot.Http.GetStringAsync(FileUrl(telegram, path), RawBot.Cancel);
        clock.Advance(TimeSpan.FromMinutes(61));
        using var expired = await bot.Http.GetAsync(FileUrl(telegram, path), RawBot.Cancel);
        await bot.CallAsync("getFile", new { file_id = id });
        using var renewed = await bot.Http.GetAsync(FileUrl(telegram, path), RawBot.Cancel);

        Assert.EndsWith(".pdf", path, StringComparison.Ordinal);
        Assert.Equal("isi rapor", content);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (expired.StatusCode, renewed.StatusCode));
    }

    [Theory]
    [InlineData(20 << 20, 200)]
    [InlineData((20 << 20) + 1, 400)]
    public async Task T117_Twenty_megabytes_are_the_most_to_download(long size, int status)
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        sari.SendsDocument("besar.bin", size);

        var answer = await bot.CallAsync("getFile", new { file_id = sari.Chat[^1].File!.Id });

        Assert.Equal(status, answer.Status);
        Assert.True(status == 200 || answer.Description == "Bad Request: file is too big");
    }

    [Fact]
    public async Task T117_A_path_may_be_missing_even_on_success()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        sari.SendsDocument();
        sari.Chat[^1].File!.HasNoPath = true;

        var answer = await bot.CallAsync("getFile", new { file_id = sari.Chat[^1].File!.Id });

        Assert.Equal(200, answer.Status);
        Assert.False(answer.Result.TryGetProperty("file_path", out _));
    }

    [Fact]
    public async Task T118_Nothing_is_downloaded_with_another_token()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        sari.SendsDocument();
        var path = (await bot.CallAsync("getFile", new { file_id = sari.Chat[^1].File!.Id })).Result.GetProperty("file_path").GetString();

        using var answer = await bot.Http.GetAsync($"{telegram.BaseUrl}/file/bot1:other/{path}", RawBot.Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task T120_The_declared_size_may_lie()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        using var bot = new RawBot(telegram);
        var sari = telegram.Person();
        sari.SendsDocument("kecil.txt", size: 3, content: new byte[1000]);

        var file = (await bot.CallAsync("getFile", new { file_id = sari.Chat[^1].File!.Id })).Result;
        var content = await bot.Http.GetByteArrayAsync(FileUrl(telegram, file.GetProperty("file_path").GetString()!), RawBot.Cancel);

        Assert.Equal((3, 1000), (file.GetProperty("file_size").GetInt32(), content.Length));
    }

    [Fact]
    public async Task T121_The_same_content_has_the_same_unique_id_and_another_file_id()
    {
        await using var telegram = await Simulator.StartAsync(cancel: RawBot.Cancel);
        var sari = telegram.Person();
        sari.SendsDocument("a.txt", content: "sama"u8.ToArray());
        sari.SendsDocument("b.txt", content: "sama"u8.ToArray());

        var (first, second) = (sari.Chat[0].File!, sari.Chat[1].File!);

        Assert.Equal(first.UniqueId, second.UniqueId);
        Assert.NotEqual(first.Id, second.Id);
    }

    private static string FileUrl(Simulator telegram, string path) => $"{telegram.BaseUrl}/file/bot{telegram.Token}/{path}";
}
