using BelajarBot.Conversations;
using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Transcripts;

/// <summary>A database of each kind to play on, made when first asked for and shared by the tests of a class.</summary>
public sealed class Stages : IAsyncDisposable
{
    private readonly Dictionary<DatabaseKind, (TranscriptRunner Runner, Func<Task> Remove)> ready = [];

    internal static string Dialogs => DialogFolder.Find("dialogs");

    internal async Task<TranscriptRunner> OnAsync(DatabaseKind kind)
    {
        if (!ready.TryGetValue(kind, out var stage))
        {
            var (options, remove) = await TestDatabase.PlaceAsync(kind, migrated: true);
            ready[kind] = stage = (new TranscriptRunner(options, Dialogs), remove);
        }

        return stage.Runner;
    }

    internal static async Task<ChatFile> ReadAsync(string file) =>
        ChatReader.Read(file, await File.ReadAllTextAsync(Path.Combine(Dialogs, file)));

    /// <summary>Passes when the conversation went as written; shows the difference otherwise.</summary>
    internal static void AssertPassed(ChatFile file, TranscriptResult result) =>
        Assert.True(result.Passed, "\n" + string.Join('\n', ChatDiff.Explain(file, result)));

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, remove) in ready.Values)
        {
            await remove();
        }
    }
}
