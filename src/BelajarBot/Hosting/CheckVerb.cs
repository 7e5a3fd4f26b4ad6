using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.Transcripts;
using Microsoft.Extensions.Options;

namespace BelajarBot.Hosting;

/// <summary><c>check</c>: every problem of the dialogs at once, without starting the bot.</summary>
internal static partial class CheckVerb
{
    private enum Form
    {
        Text,
        Json,
        GitHub,
    }

    internal static Command Command(Option<string[]> settings)
    {
        var folder = new Argument<string?>("folder") { Description = "The folder with the dialogs; the one in the settings when left out.", DefaultValueFactory = _ => null };
        var json = new Option<bool>("--json") { Description = "An array of {file, line, column, code, level, message} for programs." };
        var gitHub = new Option<bool>("--github") { Description = "Workflow commands of GitHub Actions: each problem is shown at its line in the changed files." };
        var coverage = new Option<bool>("--coverage") { Description = "Also play the transcripts and warn of what they do not touch (D091)." };
        var language = new Option<string>("--lang") { Description = "The language of the messages: id or en.", DefaultValueFactory = _ => "id" };
        language.AcceptOnlyFromAmong("id", "en");
        var command = new Command("check", "Check the dialogs: every problem with its file, line, code and the way out.") { folder, json, gitHub, coverage, language };
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(gitHub))
            {
                result.AddError("Choose one of --json and --github.");
            }
        });
        command.SetAction((result, cancel) => RunAsync(
            result.GetValue(folder), result.GetValue(json) ? Form.Json : result.GetValue(gitHub) ? Form.GitHub : Form.Text, result.GetValue(coverage),
            result.GetValue(language) == "en", result.GetValue(settings) ?? [], cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        string? folder, Form form, bool coverage, bool english, IEnumerable<string> settings, CancellationToken cancel)
    {
        if (folder is null)
        {
            await using var app = BotHost.CreateBuilder(settings).Build();
            folder = app.Services.GetRequiredService<IOptions<DialogsOptions>>().Value.Folder;
        }

        var loaded = DialogLoader.Load(await DialogFolder.ReadAsync(folder, cancel), [], BotHost.Contracts);
        var problems = coverage && loaded.Library is not null
            ? [.. loaded.Problems, .. await PlayedDialogs.UntouchedAsync(DialogFolder.Find(folder), loaded.Library, cancel)]
            : loaded.Problems;
        var errors = problems.Count(problem => problem.Level == ProblemLevel.Error);
        if (form == Form.Json)
        {
            var rows = problems.Select(p => new ProblemRow(
                p.Place.File, p.Place.Line, p.Place.Column, p.Code, p.Level.ToString().ToLowerInvariant(), english ? p.English : p.Message, p.English));
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(rows, ProblemJson.Default.IEnumerableProblemRow));
        }
        else
        {
            // GitHub knows files by their place in the repository, in which the workflow runs.
            var root = Path.GetRelativePath(Directory.GetCurrentDirectory(), DialogFolder.Find(folder));
            foreach (var problem in problems.Select(problem => english ? problem with { Message = problem.English } : problem))
            {
                await Console.Out.WriteLineAsync(form == Form.GitHub ? GitHubAnnotation.Of(problem, root) : problem.ToString());
            }

            var rest = problems.Count - errors;
            await Console.Out.WriteLineAsync(english ? $"{errors} error(s), {rest} warning(s)" : $"{errors} kesalahan, {rest} peringatan");
        }

        return errors > 0 ? ExitCode.HasProblems : ExitCode.Fine;
    }

    private sealed record ProblemRow(string File, int Line, int Column, string Code, string Level, string Message, string English);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(IEnumerable<ProblemRow>))]
    private sealed partial class ProblemJson : JsonSerializerContext;
}
