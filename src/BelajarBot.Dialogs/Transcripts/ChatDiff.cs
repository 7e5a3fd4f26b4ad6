using System.Collections.Immutable;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>What became of one scene.</summary>
/// <param name="Scene">As written.</param>
/// <param name="Said">What the bot said.</param>
/// <param name="Complaints">What else is wrong: a fact that does not hold, a button that is not there.</param>
public sealed record SceneResult(Scene Scene, ImmutableArray<SaidMessage> Said, ImmutableArray<string> Complaints)
{
    /// <summary>Whether the bot said exactly what is written.</summary>
    public bool Agrees => Scene.Said.Length == Said.Length && Scene.Said.Zip(Said).All(pair => ChatPattern.Matches(pair.First, pair.Second));

    /// <summary>Whether everything is as written.</summary>
    public bool Passed => Agrees && Complaints.IsEmpty;
}

/// <summary>What became of a conversation.</summary>
/// <param name="Transcript">As written.</param>
/// <param name="Scenes">Its scenes, as far as they could be played.</param>
public sealed record TranscriptResult(Transcript Transcript, ImmutableArray<SceneResult> Scenes)
{
    /// <summary>Whether all of it went as written.</summary>
    public bool Passed => Scenes.Length == Transcript.Scenes.Length && Scenes.All(scene => scene.Passed);
}

/// <summary>Shows where a conversation went another way, as lines of the chat.</summary>
public static class ChatDiff
{
    /// <summary>
    /// The first scene that differs, line by line: <c>-</c> was expected and not said, <c>+</c> was said and not expected,
    /// <c>!</c> is wrong in another way. Later differences mostly follow from the first, so they are only counted.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="result">A conversation of it that did not pass.</param>
    public static IReadOnlyList<string> Explain(ChatFile file, TranscriptResult result)
    {
        var wrong = result.Scenes.Where(scene => !scene.Passed).ToList();
        if (wrong.Count == 0)
        {
            return [];
        }

        var (first, action) = (wrong[0], wrong[0].Scene.Action);
        var lines = new List<string> { $"{file.Path}:{action.FirstLine}  # {result.Transcript.Title}" };
        Add("    ", file.Lines[(action.FirstLine - 1)..action.LastLine]);
        foreach (var edit in Edits(first.Scene.Said, first.Said))
        {
            if (edit.Expected is { } expected)
            {
                Add(edit.Said is null ? "  - " : "    ", file.Lines[(expected.FirstLine - 1)..expected.LastLine]);
            }
            else
            {
                Add("  + ", ChatText.BotLines(edit.Said!));
            }
        }

        lines.AddRange(first.Complaints.Select(complaint => $"  ! {complaint}"));
        if (wrong.Count > 1)
        {
            lines.Add($"    ({wrong.Count - 1} bagian sesudahnya juga berbeda / later parts differ too)");
        }

        return lines;

        void Add(string mark, IEnumerable<string> more) => lines.AddRange(more.Select(line => mark + line));
    }

    /// <summary>
    /// The fewest changes that make what was said of what was expected, in order: both sides for a line that stays, one
    /// side for a line that goes or comes.
    /// </summary>
    internal static IReadOnlyList<(SaidLine? Expected, SaidMessage? Said)> Edits(ImmutableArray<SaidLine> expected, ImmutableArray<SaidMessage> said)
    {
        // common[i, j]: the most lines that stay among those from i and from j on.
        var common = new int[expected.Length + 1, said.Length + 1];
        for (var i = expected.Length - 1; i >= 0; i--)
        {
            for (var j = said.Length - 1; j >= 0; j--)
            {
                common[i, j] = ChatPattern.Matches(expected[i], said[j])
                    ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var edits = new List<(SaidLine?, SaidMessage?)>();
        var (e, s) = (0, 0);
        while (e < expected.Length || s < said.Length)
        {
            if (e < expected.Length && s < said.Length && ChatPattern.Matches(expected[e], said[s]))
            {
                edits.Add((expected[e++], said[s++]));
            }
            else if (e < expected.Length && (s == said.Length || common[e + 1, s] >= common[e, s + 1]))
            {
                edits.Add((expected[e++], null));
            }
            else
            {
                edits.Add((null, said[s++]));
            }
        }

        return edits;
    }
}
