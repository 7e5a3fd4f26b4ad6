using BelajarBot.Conversations;
using BelajarBot.Storage;
using BelajarBot.Tests.Privacy;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Conversations;

/// <summary>Files that the bot made are there while somebody may need them, and then gone.</summary>
public sealed class SentFilesTests
{
    [Theory, BothDatabases]
    public async Task A_file_goes_after_a_week_and_with_the_person_it_was_for_at_once(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        var sari = Assert.Single(await chat.SaysAsync("/dataku", "sari")).File!.Path;
        var tini = Assert.Single(await chat.SaysAsync("/dataku", "tini")).File!.Path;

        var early = await SweepAsync(chat, PrivacyChat.Start.AddDays(6));
        await chat.PressesAsync(PrivacyChat.DataOf(await chat.SaysAsync("/hapusdata", "sari"), "Ya, hapus semua data saya"), "sari");
        var erased = await SweepAsync(chat, PrivacyChat.Start.AddHours(1));
        var tinisStays = IsThere(chat, tini);
        var old = await SweepAsync(chat, PrivacyChat.Start.AddDays(8));

        Assert.Equal((0, 1, 1), (early, erased, old));
        Assert.True(tinisStays);
        Assert.False(IsThere(chat, sari));
        Assert.False(IsThere(chat, tini));
        Assert.Empty(await chat.QueryAsync<string>("select name from sent_file"));
    }

    [Theory, BothDatabases]
    public async Task A_file_that_still_waits_to_be_sent_or_that_somebody_else_has_too_stays(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        var path = Assert.Single(await chat.SaysAsync("/dataku")).File!.Path;
        await chat.ExecuteAsync(
            "insert into outbox (channel, address, class, body, state, not_before, created_at) values ('script', 'x', 0, @body, 'queued', 4102444800000, 1)",
            new { body = $"{{\"t\":\"\",\"f\":{{\"Path\":\"{path}\"}}}}" });

        var waiting = await SweepAsync(chat, PrivacyChat.Start.AddDays(8));
        await chat.ExecuteAsync("delete from outbox");
        await chat.ExecuteAsync("insert into sent_file (person_id, path, name, kept_at) select person_id, path, name, @now from sent_file", new { now = PrivacyChat.Start.AddDays(7) });
        var shared = await SweepAsync(chat, PrivacyChat.Start.AddDays(8));
        var sharedStays = IsThere(chat, path);
        var gone = await SweepAsync(chat, PrivacyChat.Start.AddDays(15));

        Assert.Equal((0, 0, 1), (waiting, shared, gone));
        Assert.True(sharedStays);
        Assert.False(IsThere(chat, path));
    }

    [Theory, BothDatabases]
    public async Task More_old_files_than_go_at_once_go_one_lot_after_another_those_of_the_erased_first(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        var folder = chat.Bot.Of<FileFolder>();
        await chat.SaysAsync("halo");
        var files = Enumerable.Range(0, 150).Select(i => folder.Keep([(byte)i]).Path).ToList();
        foreach (var (i, path) in files.Index())
        {
            await chat.ExecuteAsync(
                "insert into sent_file (person_id, path, name, kept_at) select case when @i < 149 then id end, @path, 'x', 1 from person", new { i, path });
        }

        var first = await SweepAsync(chat, PrivacyChat.Start);
        var isErasedGone = !IsThere(chat, files[149]);
        var second = await SweepAsync(chat, PrivacyChat.Start);

        Assert.Equal((100, true, 50, 0), (first, isErasedGone, second, await SweepAsync(chat, PrivacyChat.Start)));
    }

    [Fact]
    public async Task A_file_that_is_made_again_while_the_old_one_goes_stays()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        var folder = chat.Bot.Of<FileFolder>();
        var path = folder.Keep("peta"u8).Path;
        var seen = folder.WrittenAt(path);

        var again = folder.Keep("peta"u8).Path;

        Assert.Equal(path, again);
        Assert.False(folder.DeleteIfUnchanged(path, seen));
        Assert.True(IsThere(chat, path));
        Assert.True(folder.DeleteIfUnchanged(path, folder.WrittenAt(path)));
        Assert.False(IsThere(chat, path));
    }

    private static bool IsThere(PrivacyChat chat, string path) => File.Exists(chat.Bot.Of<FileFolder>().FullPath(path));

    /// <summary>Sweeps once the bot has written down what has arrived: what has not keeps its file.</summary>
    private static async Task<int> SweepAsync(PrivacyChat chat, DateTimeOffset now)
    {
        await EndToEnd.Until.TrueAsync(
            async () => (await chat.QueryAsync<long>("select count(*) from outbox where address <> 'x'"))[0] == 0, "nothing is on its way");
        return await SentFiles.DeleteOldAsync(chat.Database, chat.Bot.Of<FileFolder>(), now, TestContext.Current.CancellationToken);
    }
}
