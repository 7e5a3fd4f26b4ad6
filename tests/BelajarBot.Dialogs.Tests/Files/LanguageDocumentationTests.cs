using System.Text.Json;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Tests.Engine;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Tests.Files;

/// <summary>What the documentation says about dialogs is true.</summary>
public sealed class LanguageDocumentationTests
{
    private static readonly string Schema = DialogSchema.Write(
        DialogLoader.LoadLanguage(Repository.DialogFiles()).Types.Names);

    [Theory]
    [InlineData("dialog-language.md")]
    [InlineData("panduan-dialog-pertama.md")]
    public void Every_dialog_on_the_page_passes_the_checks(string page)
    {
        var blocks = Read(page).Split("```yaml\n")[1..].Select(block => block.Split("```")[0]).ToList();
        Assert.NotEmpty(blocks);
        var files = new Dictionary<string, string>();
        foreach (var block in blocks)
        {
            if (block.StartsWith("dialog: ", StringComparison.Ordinal))
            {
                AssertLoads(files);
                files = new() { [$"{block.Split('\n')[0]["dialog: ".Length..].Trim().Replace('_', '-')}.yaml"] = block };
            }
            else
            {
                files[block.Split('\n')[0]["# ".Length..].Trim()] = block;
            }
        }

        AssertLoads(files);
    }

    [Fact]
    public void The_schema_in_docs_is_that_of_the_program() =>
        Assert.True(Schema == Read("dialog.schema.json"), "Write it anew: dotnet run --project src/BelajarBot -- schema > docs/dialog.schema.json");

    /// <summary>The reader names its keys itself when it meets one that it does not know.</summary>
    [Theory]
    [InlineData("", "x: 1")]
    [InlineData("start", "start: {x: 1}")]
    [InlineData("answers.*", "answers: {a: {type: text, x: 1}}")]
    [InlineData("help[]", "help: [{ask: a, say: b, x: 1}]")]
    [InlineData("steps[].tries", "steps: [{id: a, ask: a, tries: {max: 1, then: a, x: 1}}]")]
    [InlineData("steps[].must[]", "steps: [{id: a, ask: a, must: [{check: a, else: b, x: 1}]}]")]
    [InlineData("steps[].choices[]", "steps: [{id: a, ask: a, choices: [{id: a, label: b, x: 1}]}]")]
    public void The_schema_knows_exactly_the_keys_that_the_reader_knows(string path, string wrong)
    {
        var loaded = Chat.LoadAll(new Dictionary<string, string> { ["uji.yaml"] = $"dialog: uji\ntitle: Uji\n{wrong}\n" });
        var message = Assert.Single(loaded.Problems, problem => problem.Code == "D002").English;

        var known = message.Split("There are: ")[1].TrimEnd('.').Split(", ");

        Assert.Equal(known.Order(StringComparer.Ordinal), KeysAt(path));
    }

    [Fact]
    public void The_schema_knows_the_keys_of_every_kind_of_step() => Assert.Equal(
        StepKind.CommonKeys.Concat(StepKind.All.SelectMany(kind => kind.Keys)).Distinct().Order(StringComparer.Ordinal), KeysAt("steps[]"));

    private static IEnumerable<string> KeysAt(string path)
    {
        using var json = JsonDocument.Parse(Schema);
        var at = json.RootElement;
        foreach (var part in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            at = part == "*" ? at.GetProperty("additionalProperties") : at.GetProperty("properties").GetProperty(part.TrimEnd('[', ']'));
            at = part.EndsWith("[]", StringComparison.Ordinal) ? at.GetProperty("items") : at;
        }

        return [.. at.GetProperty("properties").EnumerateObject().Select(key => key.Name).Order(StringComparer.Ordinal)];
    }

    private static void AssertLoads(Dictionary<string, string> files)
    {
        if (files.Count > 0)
        {
            Assert.DoesNotContain(Chat.LoadAll(files).Problems, problem => problem.Level == ProblemLevel.Error || problem.Code is "D062" or "D063");
        }
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(Repository.Root, "docs", page));
}
