using System.CommandLine;
using BelajarBot.Conversations;
using BelajarBot.Transcripts;
using Microsoft.Extensions.Options;

namespace BelajarBot.Hosting;

/// <summary><c>walk</c>: lets random people loose on the dialogs and sees that nobody is stranded.</summary>
internal static class WalkVerb
{
    internal static Command Command(Option<string[]> settings)
    {
        var dialog = new Argument<string?>("dialog") { Description = "The dialog to walk; all of them when left out.", DefaultValueFactory = _ => null };
        var seeds = new Option<int>("--seeds") { Description = "How many different walks.", DefaultValueFactory = _ => 100 };
        var people = new Option<int>("--people") { Description = "How many people walk at the same time.", DefaultValueFactory = _ => 3 };
        var seed = new Option<int>("--from") { Description = "The first seed, to repeat a walk that failed.", DefaultValueFactory = _ => 1 };
        var command = new Command("walk", "Walk the dialogs at random, with right and wrong answers, and check that nobody is stranded.") { dialog, seeds, people, seed };
        command.SetAction((result, cancel) => RunAsync(
            result.GetValue(dialog), result.GetValue(seed), result.GetValue(seeds), result.GetValue(people), result.GetValue(settings) ?? [], cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        string? dialog, int from, int seeds, int people, IEnumerable<string> settings, CancellationToken cancel)
    {
        if (seeds is < 1 or > 1_000_000 || people is < 1 or > 1000)
        {
            await Console.Error.WriteLineAsync("--seeds takes 1 to 1000000, --people 1 to 1000.");
            return ExitCode.WrongUsage;
        }

        await using var app = BotHost.CreateBuilder(settings).Build();
        var folder = DialogFolder.Find(app.Services.GetRequiredService<IOptions<DialogsOptions>>().Value.Folder);
        using var storage = new ScriptStorage();
        await using var walker = await Walker.StartAsync(storage.Options, folder, cancel);
        if (dialog is not null && walker.Library.Find(dialog) is null)
        {
            await Console.Error.WriteLineAsync($"There is no dialog '{dialog}'. There are: {string.Join(", ", walker.Library.Dialogs.Select(d => d.Id))}.");
            return ExitCode.WrongUsage;
        }

        var failed = 0;
        for (var seed = from; seed < from + seeds; seed++)
        {
            if (await walker.WalkAsync(seed, people, dialog, cancel) is { } stranded)
            {
                failed++;
                await Console.Out.WriteLineAsync($"## seed {seed}: {stranded.Reason.ReplaceLineEndings("\n## ")}");
                await Console.Out.WriteLineAsync(stranded.Conversation);
            }
        }

        await Console.Out.WriteLineAsync($"{seeds} perjalanan, {walker.Turns} giliran, {failed} gagal. / {seeds} walks, {walker.Turns} turns, {failed} failed.");
        return failed > 0 ? ExitCode.HasProblems : ExitCode.Fine;
    }
}
