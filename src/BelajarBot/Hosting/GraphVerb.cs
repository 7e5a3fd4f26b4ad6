using System.CommandLine;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Graphs;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Hosting;

/// <summary><c>graph</c>: a picture of a dialog.</summary>
internal static class GraphVerb
{
    internal static Command Command(Option<string[]> settings)
    {
        var dialog = new Argument<string>("dialog") { Description = "The dialog's id, for example aktivasi." };
        var mermaid = new Option<bool>("--mermaid") { Description = "Mermaid text (the default)." };
        var svg = new Option<bool>("--svg") { Description = "An SVG picture for the browser." };
        var output = new Option<string?>("--out") { Description = "The file to write; a name ending in .svg means --svg. Standard output when left out." };
        var command = new Command("graph", "Draw a dialog: its steps and the ways between them.") { dialog, mermaid, svg, output };
        command.Validators.Add(result =>
        {
            if (result.GetValue(mermaid) && result.GetValue(svg))
            {
                result.AddError("Choose one of --mermaid and --svg.");
            }
        });
        command.SetAction((result, cancel) =>
        {
            var file = result.GetValue(output);
            var isSvg = result.GetValue(svg) || (!result.GetValue(mermaid) && file?.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) == true);
            return RunAsync(result.GetValue(dialog)!, isSvg, file, result.GetValue(settings) ?? [], cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(string name, bool isSvg, string? output, IEnumerable<string> settings, CancellationToken cancel)
    {
        var loaded = DialogLoader.Load(await DialogFolder.ReadAsync(await Settings.DialogFolderAsync(settings), cancel), [], BotHost.Contracts);
        if (loaded.Library is not { } library)
        {
            throw new DialogsException([.. loaded.Problems.Where(problem => problem.Level == ProblemLevel.Error)]);
        }

        if (library.Find(name) is not { } dialog)
        {
            await Console.Error.WriteLineAsync($"There is no dialog \"{name}\". There are: {string.Join(", ", library.Dialogs.Select(d => d.Id))}.");
            return ExitCode.WrongUsage;
        }

        var graph = DialogGraph.Of(dialog);
        var text = isSvg ? SvgPicture.Draw(graph) : MermaidText.Write(graph);
        if (output is null)
        {
            await Console.Out.WriteAsync(text);
            return ExitCode.Fine;
        }

        try
        {
            await File.WriteAllTextAsync(output, text, cancel);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{output} cannot be written: {trouble.Message}");
            return ExitCode.CouldNot;
        }

        return ExitCode.Fine;
    }
}
