using System.CommandLine;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Hosting;

/// <summary><c>translate extract</c>: the file that a translator fills in.</summary>
internal static class TranslateVerb
{
    internal static Command Command(Option<string[]> settings)
    {
        var dialog = new Argument<string>("dialog") { Description = "The dialog's id." };
        var language = new Option<string>("--lang") { Description = "The language to translate into, two letters, for example en.", Required = true };
        language.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { Length: 2 } word || !word.All(char.IsAsciiLetterLower))
            {
                result.AddError("--lang takes two small letters, for example en.");
            }
        });
        var extract = new Command("extract", "Write or update the translation file beside a dialog; no translation is lost.") { dialog, language };
        extract.SetAction((result, cancel) => RunAsync(result.GetValue(dialog)!, result.GetValue(language)!, result.GetValue(settings) ?? [], cancel));
        return new Command("translate", "Translate dialogs.") { extract };
    }

    private static async Task<int> RunAsync(string name, string language, IEnumerable<string> settings, CancellationToken cancel)
    {
        var folder = DialogFolder.Find(await Settings.DialogFolderAsync(settings));
        var loaded = DialogLoader.Load(await DialogFolder.ReadAsync(folder, cancel), [], BotHost.Contracts);
        if (loaded.Library is not { } library)
        {
            throw new DialogsException(loaded.Problems);
        }

        if (library.Find(name) is not { } dialog || dialog.Languages[0] == language)
        {
            await Console.Error.WriteLineAsync(library.Find(name) is null
                ? $"There is no dialog \"{name}\". There are: {string.Join(", ", library.Dialogs.Select(d => d.Id))}."
                : $"\"{name}\" is written in {language}; choose another language.");
            return ExitCode.WrongUsage;
        }

        var file = $"{dialog.File[..^".yaml".Length]}.{language}.yaml";
        var path = Path.Combine(folder, file);
        var existing = File.Exists(path) ? await File.ReadAllTextAsync(path, cancel) : "";
        if (TranslationFile.Extract(dialog, language, file, existing, out var problems) is not { } extracted)
        {
            throw new DialogsException(problems);
        }

        try
        {
            // First beside it: a full disk must not cost a translation.
            await File.WriteAllTextAsync(path + ".new", extracted.Text, cancel);
            File.Move(path + ".new", path, overwrite: true);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{path} cannot be written: {trouble.Message}");
            return ExitCode.CouldNot;
        }

        await Console.Out.WriteLineAsync(
            $"{file}: {extracted.Missing} belum diterjemahkan, {extracted.Stale} usang, {extracted.Orphans} tidak menerjemahkan apa pun.");
        if (!dialog.Languages.Contains(language))
        {
            await Console.Out.WriteLineAsync($"Tambahkan {language} pada languages di {dialog.File}.");
        }

        return ExitCode.Fine;
    }
}
