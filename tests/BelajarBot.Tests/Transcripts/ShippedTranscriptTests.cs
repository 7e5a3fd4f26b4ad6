using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Transcripts;

/// <summary>Every conversation in <c>dialogs/**/*.chat</c>, one test case each.</summary>
public sealed class ShippedTranscriptTests(Stages stages) : IClassFixture<Stages>
{
    public static TheoryData<string, string> Conversations()
    {
        var all = new TheoryData<string, string>();
        foreach (var (file, transcript) in Files().SelectMany(file => file.Transcripts.Select(transcript => (file, transcript))))
        {
            all.Add(file.Path, transcript.Title);
        }

        return all;
    }

    [Fact]
    public void Every_line_of_every_file_can_be_read_and_no_two_conversations_share_a_title() =>
        Assert.All(Files(), file =>
        {
            Assert.Empty(file.Problems);
            Assert.Distinct(file.Transcripts.Select(transcript => transcript.Title));
        });

    [Theory, MemberData(nameof(Conversations))]
    public Task On_SQLite(string file, string title) => PlayAsync(DatabaseKind.Sqlite, file, title, new PlayOptions());

    [Theory, MemberData(nameof(Conversations))]
    public Task On_PostgreSQL(string file, string title) => PlayAsync(DatabaseKind.Postgres, file, title, new PlayOptions());

    [Theory, MemberData(nameof(Conversations))]
    public Task Restarted_repeated_and_with_old_buttons(string file, string title) =>
        PlayAsync(DatabaseKind.Sqlite, file, title, new PlayOptions(Torture: true));

    [Theory, MemberData(nameof(Conversations))]
    public async Task The_same_way_in_English(string file, string title)
    {
        var (chat, transcript) = await FindAsync(file, title);
        var runner = await stages.OnAsync(DatabaseKind.Sqlite);
        var source = await runner.PlayAsync(transcript, new PlayOptions(), TestContext.Current.CancellationToken);

        var english = await runner.PlayInAsync("en", transcript, source, TestContext.Current.CancellationToken);

        Stages.AssertPassed(chat, english);
    }

    /// <summary>The dialogs; what stands beside <c>bot.yaml</c>, the commands and the topics proves no dialog.</summary>
    public static TheoryData<string> Dialogs() =>
        [.. Files().Select(file => Path.ChangeExtension(file.Path, null)).Where(path => File.Exists(Path.Combine(Stages.Dialogs, path + ".yaml"))
            && File.ReadLines(Path.Combine(Stages.Dialogs, path + ".yaml")).Any(line => line.StartsWith("dialog:", StringComparison.Ordinal)))];

    [Theory, MemberData(nameof(Dialogs))]
    public async Task A_dialog_is_covered_whole_by_the_transcripts_beside_it(string path)
    {
        var (options, remove) = await TestDatabase.PlaceAsync(DatabaseKind.Sqlite, migrated: true);
        var runner = new TranscriptRunner(options, Stages.Dialogs);
        foreach (var transcript in (await Stages.ReadAsync(path + ".chat")).Transcripts)
        {
            await runner.PlayAsync(transcript, new PlayOptions(), TestContext.Current.CancellationToken);
        }

        var id = Path.GetFileName(path).Replace('-', '_');
        var coverage = runner.Coverage!.Dialogs.Single(dialog => dialog.Dialog.Id == id);

        Assert.Empty(coverage.Missing);
        Assert.Equal(100, coverage.Percent);
        await remove();
    }

    [Fact]
    public async Task Coverage_counts_every_kind_of_part()
    {
        var runner = await stages.OnAsync(DatabaseKind.Sqlite);
        await runner.PlayAsync((await Stages.ReadAsync("belajar-id/aktivasi.chat")).Transcripts[0], new PlayOptions(), TestContext.Current.CancellationToken);

        var coverage = runner.Coverage!.Dialogs.Single(dialog => dialog.Dialog.Id == "aktivasi");

        Assert.Equal(["steps", "choices", "invalid", "tries", "hints", "help", "languages"], coverage.Parts.Select(part => part.Kind).Distinct());
    }

    private async Task PlayAsync(DatabaseKind kind, string file, string title, PlayOptions options)
    {
        var (chat, transcript) = await FindAsync(file, title);
        var runner = await stages.OnAsync(kind);

        var played = await runner.PlayAsync(transcript, options, TestContext.Current.CancellationToken);

        Stages.AssertPassed(chat, played.Result);
    }

    private static async Task<(ChatFile File, Transcript Transcript)> FindAsync(string file, string title)
    {
        var chat = await Stages.ReadAsync(file);
        return (chat, chat.Transcripts.First(transcript => transcript.Title == title));
    }

    private static IEnumerable<ChatFile> Files() =>
        Directory.EnumerateFiles(Stages.Dialogs, "*.chat", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => ChatReader.Read(Path.GetRelativePath(Stages.Dialogs, path), File.ReadAllText(path)));
}
