using System.Collections.Immutable;
using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Storage;

namespace BelajarBot.Transcripts;

/// <summary>How transcripts are played.</summary>
/// <param name="Torture">
/// Whether the bot is restarted before every line, every update is delivered twice, and every old button is pressed at
/// every question: the conversation must not notice.
/// </param>
internal sealed record PlayOptions(bool Torture = false);

/// <summary>A conversation as it went, with what is needed to play it again in another language.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Shapes">The state after each scene, with the number of buttons of each message, without any words.</param>
/// <param name="Pressed">The button that each scene pressed, by message and position; null where it pressed none.</param>
internal sealed record Playback(TranscriptResult Result, ImmutableArray<string> Shapes, ImmutableArray<(int Message, int Button)?> Pressed);

/// <summary>Plays transcripts on the bot itself, each with a fresh person, and holds them against what is written.</summary>
/// <param name="storage">A database for scripts.</param>
/// <param name="dialogs">The folder with the dialogs.</param>
internal sealed class TranscriptRunner(StorageOptions storage, string dialogs)
{
    /// <summary>The channel numbers its updates over all people.</summary>
    private long updateId;

    /// <summary>What the transcripts have touched so far; null until the first was played.</summary>
    internal Coverage? Coverage { get; private set; }

    /// <summary>Plays a conversation as it is written.</summary>
    internal async Task<Playback> PlayAsync(Transcript transcript, PlayOptions options, CancellationToken cancel)
    {
        await using var stage = await SetStageAsync(transcript, options, language: null, cancel);
        return await stage.PlayAsync(null, cancel);
    }

    /// <summary>
    /// Plays a conversation in another language, pressing the same buttons; the result complains only where it takes
    /// another way.
    /// </summary>
    internal async Task<TranscriptResult> PlayInAsync(string language, Transcript transcript, Playback source, CancellationToken cancel)
    {
        await using var stage = await SetStageAsync(transcript, new PlayOptions(), language, cancel);
        var other = await stage.PlayAsync(source, cancel);
        var scenes = other.Result.Scenes.Select((scene, i) =>
        {
            var complaints = other.Shapes[i] == source.Shapes[i] ? scene.Complaints : scene.Complaints.AddRange(Differences(source.Shapes[i], other.Shapes[i], language));

            // Only the way is compared: the words are those of the other language.
            return scene with { Scene = scene.Scene with { Said = [] }, Said = [], Complaints = complaints };
        });
        return other.Result with { Scenes = [.. scenes] };
    }

    private async Task<Stage> SetStageAsync(Transcript transcript, PlayOptions options, string? language, CancellationToken cancel)
    {
        var folder = transcript.Scenes.Any(scene => scene.Action is ChatAction.Publishes)
            ? await PublishedFolder.CopyAsync(dialogs, transcript.Place.File, cancel)
            : null;
        ScriptBot bot;
        try
        {
            bot = await ScriptBot.StartAsync(storage, folder?.Path ?? dialogs, new ScriptClock(transcript.Now), cancel);
        }
        catch
        {
            folder?.Dispose();
            throw;
        }

        Coverage ??= new Coverage(bot.Library);
        var stage = new Stage(
            transcript, options, bot, () => Interlocked.Increment(ref updateId), options.Torture || language is not null ? null : Coverage, language)
        {
            Folder = folder,
        };
        await stage.IntroduceAsync(cancel);
        await stage.AdministerAsync([.. transcript.Given.Where(g => GivenProgrammes.Speaks(g.Key))], cancel);
        return stage;
    }

    private static IEnumerable<string> Differences(string source, string other, string language) =>
        source.Split('\n').Zip(other.Split('\n')).Where(pair => pair.First != pair.Second)
            .Select(pair => $"asli/source: {pair.First.TrimEnd()} – {language}: {pair.Second.TrimEnd()}");
}
