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

    [Fact]
    public async Task Coverage_counts_every_kind_of_part()
    {
        var runner = await stages.OnAsync(DatabaseKind.Sqlite);
        await runner.PlayAsync((await Stages.ReadAsync("belajar-id/aktivasi.chat")).Transcripts[0], new PlayOptions(), TestContext.Current.CancellationToken);

        var coverage = runner.Coverage!.Dialogs.Single(dialog => dialog.Dialog.Id == "aktivasi");

        Assert.Equal(["steps", "choices", "invalid", "tries", "hints", "reminders", "help", "languages"], coverage.Parts.Select(part => part.Kind).Distinct());
    }
}

/// <summary>Conversations in <c>dialogs/**/*.chat</c>, one test case each, on PostgreSQL: all in the long form, else a part of them.</summary>
public sealed class ShippedOnPostgresTests(Stages stages) : IClassFixture<Stages>
{
    public static TheoryData<string, string> Some => ShippedTranscripts.OneOf(15);

    [Theory, MemberData(nameof(Some))]
    public Task It_goes_as_it_is_written(string file, string title) =>
        ShippedTranscripts.PlayAsync(stages, DatabaseKind.Postgres, file, title, new PlayOptions());
}

/// <summary>
/// All of them on SQLite, and once more in English, of which the short form plays a third: a file at a time, because its conversations
/// together cover its dialog.
/// </summary>
public sealed class ShippedInEnglishTests
{
    [Theory, MemberData(nameof(ShippedTranscripts.Paths), MemberType = typeof(ShippedTranscripts))]
    public async Task Its_conversations_go_as_they_are_written_and_the_same_way_in_English_and_cover_its_dialog_whole(string path)
    {
        var (options, remove) = await TestDatabase.PlaceAsync(DatabaseKind.Sqlite, migrated: true);
        var runner = new TranscriptRunner(options, Stages.Dialogs);
        var chat = await Stages.ReadAsync(path);
        foreach (var (number, transcript) in chat.Transcripts.Index())
        {
            var source = await runner.PlayAsync(transcript, new PlayOptions(), TestContext.Current.CancellationToken);
            Stages.AssertPassed(chat, source.Result);
            if (number % 3 != 0 && !TestRun.IsLong)
            {
                continue;
            }

            var english = await runner.PlayInAsync("en", transcript, source, TestContext.Current.CancellationToken);
            Stages.AssertPassed(chat, english);
        }

        // What stands beside bot.yaml, the commands and the topics proves no dialog.
        var coverage = runner.Coverage!.Dialogs.SingleOrDefault(dialog => dialog.Dialog.File == Path.ChangeExtension(path, ".yaml"));
        Assert.Equal(ShippedTranscripts.HasDialogBeside(path), coverage is not null);
        Assert.Empty(coverage?.Missing ?? []);
        await remove();
    }
}

/// <summary>
/// Restarted before every line, with every update twice and every old button pressed: all of them in the long form, else a part.
/// </summary>
public sealed class ShippedUnderTortureTests(Stages stages) : IClassFixture<Stages>
{
    public static TheoryData<string, string> Some => ShippedTranscripts.OneOf(15);

    [Theory, MemberData(nameof(Some))]
    public Task It_goes_as_if_nothing_had_happened(string file, string title) =>
        ShippedTranscripts.PlayAsync(stages, DatabaseKind.Sqlite, file, title, new PlayOptions(Torture: true));
}

/// <summary>The conversations as test cases.</summary>
public static class ShippedTranscripts
{
    /// <summary>One of so many conversations, always the same; in the long form every one.</summary>
    internal static TheoryData<string, string> OneOf(int many)
    {
        var some = new TheoryData<string, string>();
        foreach (var (number, (file, transcript)) in Files().SelectMany(file => file.Transcripts.Select(transcript => (file, transcript))).Index())
        {
            if (TestRun.IsLong || number % many == 0)
            {
                some.Add(file.Path, transcript.Title);
            }
        }

        return some;
    }

    public static TheoryData<string> Paths() => [.. Files().Select(file => file.Path)];

    internal static bool HasDialogBeside(string path) =>
        Path.Combine(Stages.Dialogs, Path.ChangeExtension(path, ".yaml")) is var beside && File.Exists(beside)
        && File.ReadLines(beside).Any(line => line.StartsWith("dialog:", StringComparison.Ordinal) || line.StartsWith("reminders:", StringComparison.Ordinal));

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
}
