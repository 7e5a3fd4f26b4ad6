using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Transcripts;

/// <summary>What holds of all conversations in <c>dialogs/**/*.chat</c> together.</summary>
public sealed class ShippedTranscriptTests(Stages stages) : IClassFixture<Stages>
{
    [Fact]
    public void Every_line_of_every_file_can_be_read_and_no_two_conversations_share_a_title() =>
        Assert.All(ShippedTranscripts.Files(), file =>
        {
            Assert.Empty(file.Problems);
            Assert.Distinct(file.Transcripts.Select(transcript => transcript.Title));
        });

    /// <summary>The dialogs; what stands beside <c>bot.yaml</c>, the commands and the topics proves no dialog.</summary>
    public static TheoryData<string> Dialogs() =>
        [.. ShippedTranscripts.Files().Select(file => Path.ChangeExtension(file.Path, null)).Where(path => File.Exists(Path.Combine(Stages.Dialogs, path + ".yaml"))
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
}

/// <summary>Every conversation in <c>dialogs/**/*.chat</c>, one test case each, on PostgreSQL.</summary>
public sealed class ShippedOnPostgresTests(Stages stages) : IClassFixture<Stages>
{
    [Theory, MemberData(nameof(ShippedTranscripts.All), MemberType = typeof(ShippedTranscripts))]
    public Task It_goes_as_it_is_written(string file, string title) =>
        ShippedTranscripts.PlayAsync(stages, DatabaseKind.Postgres, file, title, new PlayOptions());
}

/// <summary>The same on SQLite, and once more in English.</summary>
public sealed class ShippedInEnglishTests(Stages stages) : IClassFixture<Stages>
{
    [Theory, MemberData(nameof(ShippedTranscripts.All), MemberType = typeof(ShippedTranscripts))]
    public async Task It_goes_as_it_is_written_and_the_same_way_in_English(string file, string title)
    {
        var (chat, transcript) = await ShippedTranscripts.FindAsync(file, title);
        var runner = await stages.OnAsync(DatabaseKind.Sqlite);
        var source = await runner.PlayAsync(transcript, new PlayOptions(), TestContext.Current.CancellationToken);
        Stages.AssertPassed(chat, source.Result);

        var english = await runner.PlayInAsync("en", transcript, source, TestContext.Current.CancellationToken);

        Stages.AssertPassed(chat, english);
    }
}

/// <summary>The same restarted before every line, with every update twice and every old button pressed: half of them.</summary>
public sealed class ShippedUnderTortureTests(Stages stages) : IClassFixture<Stages>
{
    [Theory, MemberData(nameof(ShippedTranscripts.OneHalf), MemberType = typeof(ShippedTranscripts))]
    public Task It_goes_as_if_nothing_had_happened(string file, string title) =>
        ShippedTranscripts.PlayAsync(stages, DatabaseKind.Sqlite, file, title, new PlayOptions(Torture: true));
}

/// <summary>And the other half, at the same time.</summary>
public sealed class ShippedUnderTortureTooTests(Stages stages) : IClassFixture<Stages>
{
    [Theory, MemberData(nameof(ShippedTranscripts.OtherHalf), MemberType = typeof(ShippedTranscripts))]
    public Task It_goes_as_if_nothing_had_happened(string file, string title) =>
        ShippedTranscripts.PlayAsync(stages, DatabaseKind.Sqlite, file, title, new PlayOptions(Torture: true));
}

/// <summary>The conversations as test cases.</summary>
public static class ShippedTranscripts
{
    public static TheoryData<string, string> All() => Of(_ => true);

    public static TheoryData<string, string> OneHalf() => Of(number => number % 2 == 0);

    public static TheoryData<string, string> OtherHalf() => Of(number => number % 2 == 1);

    internal static async Task PlayAsync(Stages stages, DatabaseKind kind, string file, string title, PlayOptions options)
    {
        var (chat, transcript) = await FindAsync(file, title);
        var runner = await stages.OnAsync(kind);

        var played = await runner.PlayAsync(transcript, options, TestContext.Current.CancellationToken);

        Stages.AssertPassed(chat, played.Result);
    }

    internal static async Task<(ChatFile File, Transcript Transcript)> FindAsync(string file, string title)
    {
        var chat = await Stages.ReadAsync(file);
        return (chat, chat.Transcripts.First(transcript => transcript.Title == title));
    }

    internal static IEnumerable<ChatFile> Files() =>
        Directory.EnumerateFiles(Stages.Dialogs, "*.chat", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => ChatReader.Read(Path.GetRelativePath(Stages.Dialogs, path), File.ReadAllText(path)));

    private static TheoryData<string, string> Of(Func<int, bool> isWanted)
    {
        var all = new TheoryData<string, string>();
        foreach (var (number, (file, transcript)) in Files().SelectMany(file => file.Transcripts.Select(transcript => (file, transcript))).Index())
        {
            if (isWanted(number))
            {
                all.Add(file.Path, transcript.Title);
            }
        }

        return all;
    }
}
