using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Topics;
using BelajarBot.Dialogs.Yaml;
using Microsoft.Extensions.Options;

namespace BelajarBot.Hosting;

/// <summary><c>understand</c>: what the bot takes a question to be about, and why.</summary>
internal static class UnderstandVerb
{
    internal static Command Command(Option<string[]> settings)
    {
        var text = new Argument<string?>("text") { Description = "The question; with --json each line of standard input is one.", DefaultValueFactory = _ => null };
        var dialog = new Option<string?>("--dialog") { Description = "The dialog in whose middle it is asked; its help comes first then." };
        var json = new Option<bool>("--json") { Description = "One line {text, answer, topics} for each line of standard input." };
        var command = new Command("understand", "Rank the topics for a question and explain the ranking.") { text, json, dialog };
        command.SetAction((result, cancel) => RunAsync(
            result.GetValue(text), result.GetValue(json), result.GetValue(dialog), result.GetValue(settings) ?? [], cancel));
        return command;
    }

    private static async Task<int> RunAsync(string? text, bool json, string? dialog, IEnumerable<string> settings, CancellationToken cancel)
    {
        if (text is null && !json)
        {
            await Console.Error.WriteLineAsync("Give the question, as in: understand \"lupa sandi akun belajar\"; or --json with one question a line on standard input.");
            return ExitCode.WrongUsage;
        }

        await using var app = BotHost.CreateBuilder(settings).Build();
        var folder = app.Services.GetRequiredService<IOptions<DialogsOptions>>().Value.Folder;
        var files = await DialogFolder.ReadAsync(folder, cancel);
        if (DialogLoader.LoadLanguage(files).Questions?.Value is not { } ranker)
        {
            await Console.Error.WriteLineAsync("There are no examples: the file topics/examples.csv is missing or empty. See check.");
            return ExitCode.CouldNot;
        }

        if (!json)
        {
            return await ExplainAsync(ranker.Explain(text!), DialogLoader.Load(files, []).Library, text!, dialog);
        }
        else if (text is not null)
        {
            await WriteLineAsync(ranker, text);
        }
        else
        {
            while (await Console.In.ReadLineAsync(cancel) is { } line)
            {
                await WriteLineAsync(ranker, line);
            }
        }

        return ExitCode.Fine;
    }

    private static async Task WriteLineAsync(TopicRanker ranker, string text)
    {
        var ranking = ranker.Rank(text);
        var row = new Row(
            text, (ranking.Verdict as TopicVerdict.Answer)?.Topic, [.. ranking.Topics.Select(topic => new RowTopic(topic.Topic, topic.Score))]);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(row, RowJson.Readable.Row));
    }

    /// <summary>What the bot would do, then why: the topics, and the keywords and help entries that are ranked with them.</summary>
    private static async Task<int> ExplainAsync(TopicExplanation explanation, DialogLibrary? library, string text, string? dialog)
    {
        if (library is null)
        {
            await Console.Error.WriteLineAsync("The dialogs have mistakes, so keywords and help are left out. See check.");
        }
        else if (dialog is not null && library.Find(dialog) is null)
        {
            await Console.Error.WriteLineAsync($"There is no dialog \"{dialog}\". There are: {string.Join(", ", library.Dialogs.Select(each => each.Id))}.");
            return ExitCode.WrongUsage;
        }

        var verdict = library is null
            ? explanation.Ranking.Verdict switch
            {
                TopicVerdict.Answer answer => $"answers {answer.Topic}",
                TopicVerdict.DidYouMean several => $"asks: did you mean {string.Join(", ", several.Topics)}?",
                _ => "does not know",
            }
            : library.Understand(text, dialog is null ? null : library.Find(dialog)) switch
            {
                { IsSure: true, Ranked: [var sure] } => $"answers {NameOf(sure.Subject)}",
                { Ranked: [_, ..] several } => $"asks: did you mean {string.Join(", ", several.Select(each => NameOf(each.Subject)))}?",
                _ => "does not know",
            };
        await Console.Out.WriteLineAsync($"The bot {verdict}.");
        await Console.Out.WriteLineAsync($"Understood as: {string.Join(' ', explanation.Words)}");
        if (explanation.Rule is { } rule)
        {
            await Console.Out.WriteLineAsync($"Decided by rule: {rule}");
        }

        foreach (var topic in explanation.Ranking.Topics)
        {
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {topic.Score,6:0.000}  {topic.Topic}"));
        }

        if (library?.PhrasesLike(text).ToList() is [_, ..] phrases)
        {
            await Console.Out.WriteLineAsync("Keywords and help like it:");
            foreach (var phrase in phrases)
            {
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {phrase.Score,6:0.000}  {NameOf(phrase.Subject)}: \"{phrase.Words}\""));
            }
        }

        if (explanation.Evidence.Length > 0)
        {
            await Console.Out.WriteLineAsync("What speaks for the first (+) rather than the second (-):");
            foreach (var evidence in explanation.Evidence)
            {
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {evidence.Weight,7:+0.000;-0.000}  {evidence.Feature}"));
            }
        }

        return ExitCode.Fine;
    }

    private static string NameOf(Subject subject) => subject switch
    {
        Subject.About about => about.Topic.Id,
        Subject.Begin begin => $"dialog {begin.Dialog.Id}",
        Subject.Command command => $"/{command.Asked.Name}",
        Subject.Explain help => $"help {help.Number + 1} of {help.Dialog.Id}",
        _ => throw new ArgumentOutOfRangeException(nameof(subject)),
    };

    internal sealed record RowTopic(string Topic, double Score);

    internal sealed record Row(string Text, string? Answer, IReadOnlyList<RowTopic> Topics);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UnderstandVerb.Row))]
internal sealed partial class RowJson : JsonSerializerContext
{
    /// <summary>Letters stay readable; what is written goes to a terminal or a program, never into a page.</summary>
    internal static RowJson Readable { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
