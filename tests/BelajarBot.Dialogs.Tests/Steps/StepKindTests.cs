using System.Reflection;
using System.Text.Json;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Graphs;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Tests.Engine;
using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Tests.Steps;

/// <summary>A kind of step is done when everybody knows it: its author, the tests, the reader, the engine, the pictures, the editor.</summary>
public sealed class StepKindTests
{
    private static readonly Dictionary<Type, StepKind> Registered = typeof(Step).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Step)) && !type.IsAbstract)
        .Where(type => type != typeof(ConsentStep)) // Nobody writes it as a step: a dialog asks for consent with its key "consent".
        .ToDictionary(type => type, type => (StepKind?)type.GetField("Kind", BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null)
            ?? throw new InvalidOperationException($"{type.Name} has no Kind: say with which word authors write it."));

    public static TheoryData<string> Words => [.. StepKind.All.Select(kind => kind.Word)];

    [Fact]
    public void Every_step_is_of_a_registered_kind_and_every_kind_has_its_step() =>
        Assert.Equal(Registered.Values.Select(kind => kind.Word).Order(StringComparer.Ordinal), StepKind.All.Select(kind => kind.Word).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Words))]
    public void Everybody_knows_every_kind_of_step(string word) => Assert.Empty(Missing(StepKind.All.Single(kind => kind.Word == word)));

    [Fact]
    public void A_kind_that_nobody_has_finished_is_told_what_is_missing()
    {
        var missing = Missing(new StepKind("sing", ["sing", "song"], SayStep.Kind.Read));

        Assert.Equal(
        [
            "Nobody can learn the step \"sing\": give docs/dialog-language.md an example of it.",
            "Nobody has tried the step \"sing\": write tests/BelajarBot.Dialogs.Tests/Steps/cases/sing.txt.",
            "Editors do not know \"sing\": say in DialogKeys.cs what it means.",
            "Editors do not know \"song\": say in DialogKeys.cs what it means.",
        ], missing);
    }

    private static IEnumerable<string> Missing(StepKind kind)
    {
        if (!DocumentedSteps().Any(step => KindOf(step) == kind))
        {
            yield return $"Nobody can learn the step \"{kind.Word}\": give docs/dialog-language.md an example of it.";
        }

        if (StepCase.Find(kind.Word) is not { } tried)
        {
            yield return $"Nobody has tried the step \"{kind.Word}\": write tests/BelajarBot.Dialogs.Tests/Steps/cases/{kind.Word}.txt.";
        }
        else
        {
            foreach (var fault in tried.Faults().Concat(Unknown(kind, tried)))
            {
                yield return fault;
            }
        }

        foreach (var key in kind.Keys.Where(key => DialogKeys.Meaning(key) is null))
        {
            yield return $"Editors do not know \"{key}\": say in DialogKeys.cs what it means.";
        }
    }

    /// <summary>Who does not know the steps of this kind that the case has.</summary>
    private static IEnumerable<string> Unknown(StepKind kind, StepCase tried)
    {
        var dialog = tried.Library.Find("uji")!;
        if (dialog.Steps.FirstOrDefault(step => KindOf(step) == kind) is not { } step)
        {
            yield return $"The reader makes no step \"{kind.Word}\" of its case: see StepKind.All and DialogReader.";
            yield break;
        }

        var at = dialog.IndexOf(step.Id);
        if (new FlowGraph(dialog).Out(at).IsEmpty)
        {
            yield return $"The checks see no way out of the step \"{kind.Word}\": see Step.Ways.";
        }

        if (step.End is null && !DialogGraph.Of(dialog).Ways.Any(way => way.From == at))
        {
            yield return $"The picture draws no way out of the step \"{kind.Word}\": see DialogGraph.";
        }

        if (!new Coverage(tried.Library).Dialogs.Single(covered => covered.Dialog.Id == "uji").Parts.Contains(new Part("steps", step.Id)))
        {
            yield return $"No transcript can cover the step \"{kind.Word}\": see Coverage.";
        }

        using var schema = JsonDocument.Parse(DialogSchema.Write(["text"]));
        var known = schema.RootElement.GetProperty("properties").GetProperty("steps").GetProperty("items").GetProperty("properties");
        foreach (var key in kind.Keys.Where(key => !known.TryGetProperty(key, out _)))
        {
            yield return $"The schema does not know the key \"{key}\": see DialogSchema.";
        }
    }

    private static StepKind? KindOf(Step step) => Registered.GetValueOrDefault(step.GetType());

    /// <summary>The steps of all examples: a block that begins with a comment is another file beside the dialog above it.</summary>
    private static IEnumerable<Step> DocumentedSteps()
    {
        var examples = new List<Dictionary<string, string>>();
        foreach (var block in File.ReadAllText(Path.Combine(Repository.Root, "docs", "dialog-language.md")).Split("```yaml\n")[1..].Select(block => block.Split("```")[0]))
        {
            var head = block.Split('\n')[0];
            if (head.StartsWith("dialog: ", StringComparison.Ordinal))
            {
                examples.Add(new() { [$"{head["dialog: ".Length..].Trim().Replace('_', '-')}.yaml"] = block });
            }
            else
            {
                examples[^1][head["# ".Length..].Trim()] = block;
            }
        }

        return examples.SelectMany(files => Chat.Load(files).Dialogs).SelectMany(dialog => dialog.Steps);
    }
}
