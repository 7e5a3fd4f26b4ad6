using System.CommandLine;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.Transcripts;

namespace BelajarBot.Hosting;

/// <summary><c>test new</c>: the beginnings of a transcript beside a dialog, for its author to judge and to go on with.</summary>
internal static class NewTestVerb
{
    internal static Command Command(Option<string[]> settings)
    {
        var dialog = new Argument<string>("dialog") { Description = "The dialog's id, for example aktivasi." };
        var command = new Command("new", "Write a transcript beside a dialog with one conversation for each situation: going well, unusable answers, back, cancel, help, corrections, silence, old buttons, a human.") { dialog };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(dialog)!, result.GetValue(settings) ?? [], cancel));
        return command;
    }

    private static async Task<int> RunAsync(string name, IEnumerable<string> settings, CancellationToken cancel)
    {
        var folder = DialogFolder.Find(await Settings.DialogFolderAsync(settings));
        var loaded = DialogLoader.Load(await DialogFolder.ReadAsync(folder, cancel), []);
        if (loaded.Library is not { } library)
        {
            throw new DialogsException(loaded.Problems);
        }

        if (library.Find(name) is not { } dialog)
        {
            await Console.Error.WriteLineAsync($"There is no dialog \"{name}\". There are: {string.Join(", ", library.Dialogs.Select(d => d.Id))}.");
            return ExitCode.WrongUsage;
        }

        var path = Path.Combine(folder, Path.ChangeExtension(dialog.File, ".chat"));
        if (File.Exists(path))
        {
            await Console.Error.WriteLineAsync($"{path} is there already and stays as it is. Rename it to have another one written.");
            return ExitCode.CouldNot;
        }

        using var storage = new ScriptStorage();
        var text = await Skeleton.WriteAsync(storage.Options, folder, name, cancel);
        try
        {
            await using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew));
            await file.WriteAsync(text.AsMemory(), cancel);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{path} cannot be written: {trouble.Message}");
            return ExitCode.CouldNot;
        }

        await Console.Out.WriteLineAsync($"{path}: periksa tiap baris <, lalu jalankan test. / Judge every line with <, then run test.");
        return ExitCode.Fine;
    }
}
