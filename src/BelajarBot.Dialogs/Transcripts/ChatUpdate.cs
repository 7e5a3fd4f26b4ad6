namespace BelajarBot.Dialogs.Transcripts;

/// <summary>
/// Rewrites a file so that it says what the bot says now. Lines that still hold stay as they are written, with their
/// <c>…</c> and notes; facts are never changed, because they are what the author wants to be true.
/// </summary>
public static class ChatUpdate
{
    /// <summary>The lines of the file with the actual messages.</summary>
    /// <param name="file">The file.</param>
    /// <param name="results">What became of its conversations.</param>
    public static IReadOnlyList<string> Apply(ChatFile file, IEnumerable<TranscriptResult> results)
    {
        var gone = new HashSet<int>();
        var added = new Dictionary<int, List<string>>();
        foreach (var scene in results.SelectMany(result => result.Scenes).Where(scene => !scene.Agrees))
        {
            var after = scene.Scene.Action.LastLine;
            foreach (var (expected, said) in ChatDiff.Edits(scene.Scene.Said, scene.Said))
            {
                if (expected is not null)
                {
                    after = expected.LastLine;
                }

                if (said is null)
                {
                    gone.UnionWith(Enumerable.Range(expected!.FirstLine, expected.LastLine - expected.FirstLine + 1));
                }
                else if (expected is null)
                {
                    if (!added.TryGetValue(after, out var lines))
                    {
                        added[after] = lines = [];
                    }

                    lines.AddRange(ChatText.BotLines(said));
                }
            }
        }

        var updated = new List<string>(file.Lines.Length);
        for (var line = 1; line <= file.Lines.Length; line++)
        {
            if (!gone.Contains(line))
            {
                updated.Add(file.Lines[line - 1]);
            }

            updated.AddRange(added.GetValueOrDefault(line) ?? []);
        }

        return updated;
    }
}
