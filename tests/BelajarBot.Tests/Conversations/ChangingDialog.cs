using System.Text;

namespace BelajarBot.Tests.Conversations;

/// <summary>A dialog that an author keeps changing at random, always so that it passes the checks.</summary>
internal sealed class ChangingDialog(Random random, string? drop = null)
{
    private readonly Dictionary<string, string> moved = [];
    private readonly List<Question> steps = [];
    private int names;

    private static readonly string[] Types = ["choice", "text", "number"];

    internal static string File => "ubah.yaml";

    internal static ChangingDialog Begin(Random random, string? drop = null)
    {
        var dialog = new ChangingDialog(random, drop);
        for (var i = 0; i < 5; i++)
        {
            dialog.Add();
        }

        return dialog;
    }

    /// <summary>One publish: a few changes of any kind.</summary>
    internal void Change()
    {
        moved.Clear();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            switch (random.Next(8))
            {
                case 0:
                    Add();
                    break;
                case 1 when steps.Count > 2:
                    Remove();
                    break;
                case 2:
                    Rename(isMoved: true);
                    break;
                case 3:
                    Rename(isMoved: false);
                    break;
                case 4:
                    Reorder();
                    break;
                case 5:
                    Any().Say = NewName("Katakan");
                    break;
                case 6:
                    ChangeChoices(Any());
                    break;
                default:
                    // The step stays, and people are carried over to its new words.
                    var step = Any();
                    moved[step.Id] = step.Id;
                    break;
            }
        }

        // A target may have been removed or renamed in the same breath.
        foreach (var (from, to) in moved.ToList())
        {
            if (!steps.Exists(step => step.Id == to))
            {
                moved.Remove(from);
            }
        }
    }

    /// <summary>Whether the author said where people go who stand on this step.</summary>
    internal string? MovedTo(string step) => moved.GetValueOrDefault(step);

    internal bool Has(string step) => steps.Exists(other => other.Id == step);

    internal string ToYaml()
    {
        var yaml = new StringBuilder("dialog: ubah\ntitle: Dialog yang berubah\nstart: {commands: [ubah]}\nanswers:\n");
        foreach (var step in steps)
        {
            yaml.AppendLine($"  {step.Answer}: {{type: {step.Type}{(step.Type == "text" ? ", max: 100" : "")}}}");
        }

        yaml.AppendLine("steps:");
        for (var i = 0; i < steps.Count; i++)
        {
            Write(yaml, steps[i], steps[(i + 1)..]);
        }

        yaml.AppendLine("  - {id: selesai, say: Selesai., end: done}");
        if (moved.Count > 0)
        {
            yaml.AppendLine($"moved: {{{string.Join(", ", moved.Select(move => $"{move.Key}: {move.Value}"))}}}");
        }

        return yaml.Append(drop is null ? "" : $"drop: {drop}\n").ToString();
    }

    private static void Write(StringBuilder yaml, Question step, List<Question> later)
    {
        yaml.AppendLine($"  - id: {step.Id}\n    ask: {step.Answer}\n    say: \"{step.Say}?\"");
        if (step.Type != "choice")
        {
            yaml.AppendLine("    tries: {max: 3, then: selesai}");
            return;
        }

        yaml.AppendLine("    choices:");
        for (var i = 0; i < step.Choices.Count; i++)
        {
            // Ways lead only forward, so that no edit can make a circle.
            var go = i > 0 && later.Count > 1 ? $", go: {later[i % later.Count].Id}" : "";
            yaml.AppendLine($"      - {{id: {step.Choices[i]}, label: Pilihan {step.Choices[i]}{go}}}");
        }
    }

    private void Add()
    {
        var step = new Question(NewName("langkah"), NewName("jawab"), Types[random.Next(Types.Length)], NewName("Tanya"));
        ChangeChoices(step);
        steps.Insert(random.Next(steps.Count + 1), step);
    }

    private void Remove()
    {
        var step = Any();
        steps.Remove(step);
        if (random.Next(2) == 0 && steps.Find(other => other.Type == step.Type) is { } instead)
        {
            moved[step.Id] = instead.Id;
        }
    }

    private void Rename(bool isMoved)
    {
        var step = Any();
        var old = step.Id;
        step.Id = NewName("langkah");
        if (isMoved)
        {
            moved[old] = step.Id;
        }
    }

    private void Reorder()
    {
        var step = Any();
        steps.Remove(step);
        steps.Insert(random.Next(steps.Count + 1), step);
    }

    private void ChangeChoices(Question step)
    {
        if (step.Choices.Count > 2 && random.Next(2) == 0)
        {
            step.Choices.RemoveAt(random.Next(step.Choices.Count));
        }
        else
        {
            step.Choices.Add(NewName("pilih"));
        }
    }

    private Question Any() => steps[random.Next(steps.Count)];

    private string NewName(string word) => $"{word}_{++names}";

    private sealed class Question(string id, string answer, string type, string say)
    {
        internal string Id { get; set; } = id;

        internal string Answer => answer;

        internal string Type => type;

        internal string Say { get; set; } = say;

        internal List<string> Choices { get; } = ["satu", "dua"];
    }
}
