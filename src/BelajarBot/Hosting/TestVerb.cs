using System.CommandLine;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Transcripts;
using Microsoft.Extensions.Options;

namespace BelajarBot.Hosting;

/// <summary><c>test</c>: plays the transcripts and shows, as lines of the chat, where the bot says something else.</summary>
internal static class TestVerb
{
    private static readonly (string Kind, string Words)[] Kinds =
    [
        ("steps", "langkah/steps"), ("choices", "pilihan/choices"), ("invalid", "jawaban keliru/unusable answers"),
        ("tries", "menyerah/giving up"), ("must", "syarat/conditions"), ("hints", "bantuan/hints"), ("reminders", "pengingat/reminders"), ("help", "tanya jawab/help entries"),
        ("consent", "persetujuan/consent"), ("languages", "bahasa/languages"),
    ];

    internal static Command Command(Option<string[]> settings)
    {
        var paths = new Argument<string[]>("files or folders") { Description = "What to play: .chat files or folders with them; the dialog folder when left out.", Arity = ArgumentArity.ZeroOrMore };
        var update = new Option<bool>("--update") { Description = "Write what the bot says now into the files." };
        var language = new Option<string?>("--lang") { Description = "Play everything once more in this language and compare the way, not the words." };
        var torture = new Option<bool>("--torture") { Description = "Restart before every line, deliver every update twice, press every old button: nothing may change." };
        var coverage = new Option<bool>("--coverage") { Description = "Show which steps, choices, answers and languages no transcript touches." };
        var command = new Command("test", "Play the transcripts (.chat) beside the dialogs and show what differs.") { paths, update, language, torture, coverage };
        command.Subcommands.Add(NewTestVerb.Command(settings));
        command.SetAction((result, cancel) => RunAsync(
            result.GetValue(paths) ?? [], result.GetValue(update), result.GetValue(language), result.GetValue(torture), result.GetValue(coverage),
            result.GetValue(settings) ?? [], cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] paths, bool update, string? language, bool torture, bool coverage, IEnumerable<string> settings, CancellationToken cancel)
    {
        var dialogs = await DialogsOfAsync(paths, settings);
        var files = await ChatFolder.ReadAsync(paths.Length == 0 ? [dialogs] : paths, cancel);
        using var storage = new ScriptStorage();
        var runner = new TranscriptRunner(storage.Options, dialogs);
        var (passed, failed, updated, unreadable) = (0, 0, 0, 0);
        foreach (var file in files)
        {
            foreach (var problem in file.Problems)
            {
                await Console.Out.WriteLineAsync(problem.ToString());
                await Console.Out.WriteLineAsync($"    {problem.English}");
                unreadable++;
            }

            var results = new List<TranscriptResult>();
            foreach (var transcript in file.Transcripts)
            {
                var played = await PlayAsync(runner, transcript, torture, language, cancel);
                results.Add(played.Result);
                var wrong = update ? played.All.Where(result => result.Scenes.Any(scene => !scene.Complaints.IsEmpty)) : played.All.Where(result => !result.Passed);
                foreach (var line in wrong.Take(1).SelectMany(result => ChatDiff.Explain(file, result)))
                {
                    await Console.Out.WriteLineAsync(line);
                }

                (passed, failed) = wrong.Any() ? (passed, failed + 1) : (passed + 1, failed);
            }

            if (update && results.Exists(result => result.Scenes.Any(scene => !scene.Agrees)))
            {
                await File.WriteAllTextAsync(file.Path, string.Join('\n', ChatUpdate.Apply(file, results)), cancel);
                await Console.Out.WriteLineAsync($"{file.Path}: ditulis ulang / rewritten");
                updated++;
            }
        }

        if (coverage)
        {
            await WriteCoverageAsync(runner.Coverage);
        }

        await Console.Out.WriteLineAsync(
            $"{passed + failed} percakapan: {passed} lulus, {failed} gagal. / {passed + failed} conversations: {passed} passed, {failed} failed."
            + (unreadable > 0 ? $" {unreadable} baris tidak terbaca / unreadable lines." : "")
            + (updated > 0 ? $" {updated} berkas ditulis ulang / files rewritten." : ""));
        return failed + unreadable > 0 ? ExitCode.HasProblems : ExitCode.Fine;
    }

    private static async Task<(TranscriptResult Result, IReadOnlyList<TranscriptResult> All)> PlayAsync(
        TranscriptRunner runner, Transcript transcript, bool torture, string? language, CancellationToken cancel)
    {
        var played = await runner.PlayAsync(transcript, new PlayOptions(), cancel);
        var all = new List<TranscriptResult> { played.Result };
        if (torture)
        {
            all.Add((await runner.PlayAsync(transcript, new PlayOptions(Torture: true), cancel)).Result);
        }

        if (language is not null)
        {
            all.Add(await runner.PlayInAsync(language, transcript, played, cancel));
        }

        return (played.Result, all);
    }

    /// <summary>The folder with the dialogs: one that was named and holds the bot's texts, or the one in the settings.</summary>
    private static async Task<string> DialogsOfAsync(string[] paths, IEnumerable<string> settings)
    {
        if (Array.Find(paths, path => File.Exists(Path.Combine(path, "bot.yaml"))) is { } named)
        {
            return Path.GetFullPath(named);
        }

        await using var app = BotHost.CreateBuilder(settings).Build();
        return DialogFolder.Find(app.Services.GetRequiredService<IOptions<DialogsOptions>>().Value.Folder);
    }

    private static async Task WriteCoverageAsync(Coverage? coverage)
    {
        foreach (var dialog in coverage?.Dialogs ?? [])
        {
            var kinds = Kinds.Where(kind => dialog.Parts.Any(part => part.Kind == kind.Kind)).Select(kind =>
                $"{dialog.Parts.Count(part => part.Kind == kind.Kind && dialog.Touched.Contains(part))}/{dialog.Parts.Count(part => part.Kind == kind.Kind)} {kind.Words}");
            await Console.Out.WriteLineAsync($"{dialog.Dialog.File}: {dialog.Percent} % – {string.Join(", ", kinds)}");
            foreach (var group in dialog.Missing.GroupBy(part => part.Kind))
            {
                var words = Array.Find(Kinds, kind => kind.Kind == group.Key).Words;
                await Console.Out.WriteLineAsync($"    belum tersentuh / not touched, {words}: {string.Join(", ", group.Select(part => part.Name))}");
            }
        }
    }
}
