using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Tests.Engine;
using BelajarBot.Dialogs.Transcripts;

namespace BelajarBot.Dialogs.Tests.Steps;

/// <summary>
/// A file of <c>cases/</c>: dialogs, the first of them <c>uji</c>, and conversations with them, held apart by lines of <c>---</c>.
/// Played on the engine alone.
/// </summary>
internal sealed class StepCase
{
    private readonly Dictionary<string, string> dialogs;
    private readonly ChatFile conversations;

    private StepCase(string path, string[] parts)
    {
        dialogs = parts[..^1].ToDictionary(dialog => $"{dialog.Split('\n')[0]["dialog: ".Length..].Trim()}.yaml");
        conversations = ChatReader.Read(path, parts[^1]);
    }

    internal DialogLibrary Library => Chat.Load(dialogs);

    /// <summary>The case of a kind of step, or null when there is none.</summary>
    internal static StepCase? Find(string word)
    {
        var path = Path.Combine(Repository.Root, "tests", "BelajarBot.Dialogs.Tests", "Steps", "cases", $"{word}.txt");
        return File.Exists(path) ? new StepCase(path, File.ReadAllText(path).Split("---\n")) : null;
    }

    /// <summary>Everything that is wrong with the dialogs or the conversations; nothing when they go as written.</summary>
    internal IEnumerable<string> Faults() =>
    [
        .. Chat.LoadAll(dialogs).Problems.Where(problem => problem.Level == ProblemLevel.Error).Select(problem => problem.ToString()),
        .. conversations.Problems.Select(problem => problem.ToString()),
        .. conversations.Transcripts.SelectMany(Faults),
    ];

    private IEnumerable<string> Faults(Transcript transcript)
    {
        var chat = new Chat(dialogs);
        foreach (var scene in transcript.Scenes)
        {
            string[] said = scene.Action switch
            {
                ChatAction.Sends sends => chat.Sends(sends.Input),
                ChatAction.Presses presses => chat.Presses(presses.Label),
                ChatAction.TimePasses passes => chat.Waits(passes.By),
                ChatAction.StaffCloses => chat.HumanIsDone("uji"),
                var other => throw new InvalidOperationException($"A case of a step has no {other.GetType().Name}."),
            };
            var expected = scene.Said.Select(line => string.Join(' ', [line.Text, .. line.Buttons.Select(button => $"[{button}]")])).ToList();
            if (expected.Count != said.Length || !expected.Zip(said).All(pair => ChatPattern.Matches(pair.First, pair.Second)))
            {
                yield return $"{conversations.Path}:{scene.Action.FirstLine}: expected {string.Join(" / ", expected)}, but it said {string.Join(" / ", said)}";
            }
        }
    }
}
