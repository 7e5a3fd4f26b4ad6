using System.CommandLine;
using System.Text;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Hosting;

/// <summary><c>upgrade</c>: writes older dialog files in today's form of the language, keeping comments and layout.</summary>
internal static class UpgradeVerb
{
    internal static Command Command(Option<string[]> settings)
    {
        var path = new Argument<string?>("file or folder") { Description = "What to upgrade; the dialog folder when left out.", DefaultValueFactory = _ => null };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would change." };
        var command = new Command("upgrade", "Write older dialog files in today's form of the language; comments and layout stay.") { path, dryRun };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(path), result.GetValue(dryRun), result.GetValue(settings) ?? [], cancel));
        return command;
    }

    private static async Task<int> RunAsync(string? path, bool isDryRun, IEnumerable<string> settings, CancellationToken cancel)
    {
        path ??= DialogFolder.Find(await Settings.DialogFolderAsync(settings));
        var isFolder = Directory.Exists(path);
        if (!isFolder && !File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file or folder '{path}'.");
        }

        var problems = new ProblemList();
        var (upgraded, current) = (0, 0);
        foreach (var file in isFolder ? Directory.EnumerateFiles(path, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList() : [path])
        {
            var name = isFolder ? Path.GetRelativePath(path, file).Replace('\\', '/') : file;
            var text = await File.ReadAllTextAsync(file, cancel);
            if (DialogFormat.Upgrade(name, text, problems) is not { } result)
            {
                continue;
            }

            if (result.From == DialogFormat.Current)
            {
                current++;
                continue;
            }

            upgraded++;
            await Console.Out.WriteLineAsync($"{name}: format {result.From} → {DialogFormat.Current}, {result.Respelled} kata diganti / words respelled");
            if (!isDryRun && await WriteAsync(file, result.Text, cancel) is { } trouble)
            {
                await Console.Error.WriteLineAsync(trouble);
                return ExitCode.CouldNot;
            }
        }

        foreach (var problem in problems.InOrder())
        {
            await Console.Out.WriteLineAsync(problem.ToString());
            await Console.Out.WriteLineAsync($"    {problem.English}");
        }

        await Console.Out.WriteLineAsync(
            isDryRun
                ? $"{upgraded} berkas akan ditulis ulang, {current} sudah terbaru (--dry-run). / {upgraded} files would be rewritten, {current} are up to date."
                : $"{upgraded} berkas ditulis ulang, {current} sudah terbaru. / {upgraded} files rewritten, {current} are up to date.");
        return problems.HasErrors ? ExitCode.HasProblems : ExitCode.Fine;
    }

    /// <summary>First beside it: a full disk must not cost a dialog. Returns why it could not be written, or null.</summary>
    private static async Task<string?> WriteAsync(string file, string text, CancellationToken cancel)
    {
        try
        {
            // A mark at the head of the file, as some editors write it, stays.
            var hasMark = (await File.ReadAllBytesAsync(file, cancel)).AsSpan().StartsWith(Encoding.UTF8.Preamble);
            await File.WriteAllTextAsync(file + ".new", text, new UTF8Encoding(hasMark), cancel);
            File.Move(file + ".new", file, overwrite: true);
            return null;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return $"{file} cannot be written: {trouble.Message}";
        }
    }
}
