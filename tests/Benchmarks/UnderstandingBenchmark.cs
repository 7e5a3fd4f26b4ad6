using System.Diagnostics;
using System.Globalization;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Topics;
using BelajarBot.Dialogs.Yaml;

namespace Benchmarks;

/// <summary>What understanding a message costs: the choice that a turn makes, and the question that a help desk asks.</summary>
internal static class UnderstandingBenchmark
{
    /// <summary>Prints time and allocation per message.</summary>
    /// <param name="args">The folder <c>dialogs</c>, whose language files are measured.</param>
    internal static async Task<int> RunAsync(string[] args)
    {
        var dialogs = args is [var folder] ? folder : "dialogs";
        var problems = new List<DataProblem>();
        var lexicon = Lexicon.Parse("slang.csv", File.ReadAllText(Path.Combine(dialogs, "bahasa", "slang.csv")), problems);
        var examples = TopicExample.Parse("examples.csv", File.ReadAllText(Path.Combine(dialogs, "topics", "examples.csv")), problems);
        var matcher = new ChoiceMatcher(
            [
                new ChoiceWords("sudah", ["Sudah punya", "sdh", "punya", "ada"]),
                new ChoiceWords("belum", ["Belum punya", "blm", "belum ada"]),
                new ChoiceWords("lupa", ["Lupa kata sandi", "lupa password", "lupa sandi"]),
            ],
            new IndonesianNormalizer(lexicon));

        Measure("fold", 1_000_000, () => Fold.Text("  Sudah  PUNYA ✅").Length);
        Measure("choice, label typed in full", 1_000_000, () => matcher.Match("Sudah punya ✅") is ChoiceMatch.Matched ? 1 : 0);
        Measure("choice, in slang", 200_000, () => matcher.Match("udh punya bu") is ChoiceMatch.Matched ? 1 : 0);
        Measure("choice, with a slip", 200_000, () => matcher.Match("sudah puny") is ChoiceMatch.Matched ? 1 : 0);
        Measure("secrets, in a plain message", 500_000, () => SecretDetector.Redact("akun saya tidak bisa dibuka dari kemarin").Kinds.Count);
        Measure("secrets, with figures", 50_000, () => SecretDetector.Redact("npsn saya 20212345 dan otp 482193").Kinds.Count);

        var start = Stopwatch.GetTimestamp();
        var ranker = new TopicRanker(examples, lexicon);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"learning " + examples.Count + " examples",-34}{Stopwatch.GetElapsedTime(start).TotalMilliseconds,10:F0} ms"));
        var next = 0;
        Measure("topic of a question", 20_000, () => ranker.Rank(examples[next++ % examples.Count].Text).Topics.Length);

        // As a turn does it: the topics, the keywords of all dialogs and the help of the open one, ranked together.
        var library = DialogLoader.Load(await DialogFolder.ReadAsync(dialogs, CancellationToken.None), []).Library!;
        var open = library.Find("aktivasi");
        Measure("question, outside a dialog", 20_000, () => library.Understand(examples[next++ % examples.Count].Text, open: null).Ranked.Length);
        Measure("question, in the middle of one", 20_000, () => library.Understand(examples[next++ % examples.Count].Text, open).Ranked.Length);
        return 0;
    }

    private static void Measure(string name, int times, Func<int> act)
    {
        var sum = 0;
        for (var i = 0; i < times / 5; i++)
        {
            sum += act();
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++)
        {
            sum += act();
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - bytes) / times;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-34}{elapsed.TotalMicroseconds / times,10:F2} µs {allocated,8} B{(sum < 0 ? "!" : "")}"));
    }
}
