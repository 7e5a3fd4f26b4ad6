using System.Globalization;
using System.Text;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Topics;
using BelajarBot.Dialogs.Yaml;

namespace Benchmarks;

/// <summary>
/// How well questions are recognised outside a dialog by the whole library, its topics and the keywords of its dialogs together, as
/// people meet it: the table of docs/questions.md. Run it in the root of the repository; it takes about half a minute.
/// </summary>
internal static class QuestionsEvaluation
{
    private const string ExamplesFile = "topics/examples.csv";
    private const string Held = "tests/BelajarBot.Dialogs.Tests/Understanding";
    private const int Folds = 5;

    internal static async Task<int> RunAsync(string[] args)
    {
        var files = await DialogFolder.ReadAsync(args is [var folder] ? folder : "dialogs", CancellationToken.None);
        var examples = Read(ExamplesFile, files[ExamplesFile]);
        var byOther = await HeldAsync("other-author.csv");
        var othersWords = byOther.Select(example => Fold.Text(example.Text)).ToHashSet();
        var shipped = Load(files, examples);

        Console.WriteLine("| Questions | In scope | Right or offered right | At once, right | At once, wrong | Off-topic | Answered falsely | Offered something |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        var folds = new List<(TopicExample, Understood, DialogLibrary)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            folds.AddRange(Understand(Load(files, examples.Where((_, i) => i % Folds != fold)), examples.Where((_, i) => i % Folds == fold)));
        }

        Print("five-fold cross-validation over the examples", folds);
        Print("`other-author.csv`, learned without these lines", Understand(Load(files, examples.Where(example => !othersWords.Contains(Fold.Text(example.Text)))), byOther));
        Print("`harder.csv`", Understand(shipped, await HeldAsync("harder.csv")));
        Print("`unseen.csv`", Understand(shipped, await HeldAsync("unseen.csv")));
        return 0;
    }

    private static IEnumerable<(TopicExample Example, Understood Understood, DialogLibrary Library)> Understand(DialogLibrary library, IEnumerable<TopicExample> examples) =>
        examples.Select(example => (example, library.Understand(example.Text, open: null), library));

    private static void Print(string name, IEnumerable<(TopicExample Example, Understood Understood, DialogLibrary Library)> results)
    {
        var all = results.ToList();
        var inScope = all.Where(one => one.Example.Topic != TopicRanker.OutOfScope).ToList();
        var offTopic = all.Where(one => one.Example.Topic == TopicRanker.OutOfScope).ToList();
        Console.WriteLine(
            $"| {name} | {inScope.Count.ToString("N0", CultureInfo.InvariantCulture)} "
            + $"| {Share(inScope, one => one.Understood.Ranked.Any(ranked => IsRight(one, ranked.Subject)))} "
            + $"| {Share(inScope, one => one.Understood.IsSure && IsRight(one, one.Understood.Ranked[0].Subject))} "
            + $"| {Share(inScope, one => one.Understood.IsSure && !IsRight(one, one.Understood.Ranked[0].Subject))} "
            + $"| {offTopic.Count.ToString("N0", CultureInfo.InvariantCulture)} "
            + $"| {Share(offTopic, one => one.Understood.IsSure)} "
            + $"| {Share(offTopic, one => !one.Understood.IsSure && one.Understood.Ranked.Any(ranked => !IsRight(one, ranked.Subject)))} |");
    }

    /// <summary>The topic itself, or the dialog that its answer leads to.</summary>
    private static bool IsRight((TopicExample Example, Understood Understood, DialogLibrary Library) one, Subject subject) => subject switch
    {
        Subject.About about => about.Topic.Id == one.Example.Topic,
        Subject.Begin begin => one.Library.FindTopic(one.Example.Topic)?.Dialog == begin.Dialog.Id,
        _ => false,
    };

    private static string Share<T>(List<T> among, Func<T, bool> which) => among.Count == 0
        ? "–"
        : (100.0 * among.Count(which) / among.Count).ToString("F1", CultureInfo.InvariantCulture) + " %";

    private static DialogLibrary Load(IReadOnlyDictionary<string, string> files, IEnumerable<TopicExample> examples)
    {
        var csv = new StringBuilder("text,topic\n");
        foreach (var (text, topic) in examples)
        {
            csv.Append(CultureInfo.InvariantCulture, $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{topic}\n");
        }

        var loaded = DialogLoader.Load(new Dictionary<string, string>(files) { [ExamplesFile] = csv.ToString() }, []);
        return loaded.Library ?? throw new InvalidDataException(string.Join('\n', loaded.Problems));
    }

    private static async Task<IReadOnlyList<TopicExample>> HeldAsync(string name) => Read(name, await File.ReadAllTextAsync(Path.Combine(Held, name)));

    private static IReadOnlyList<TopicExample> Read(string name, string text)
    {
        var problems = new List<DataProblem>();
        var read = TopicExample.Parse(name, text, problems);
        return problems.Count == 0 ? read : throw new InvalidDataException(string.Join('\n', problems));
    }
}
