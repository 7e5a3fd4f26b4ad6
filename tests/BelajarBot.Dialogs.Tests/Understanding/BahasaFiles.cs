using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Topics;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Tests.Understanding;

/// <summary>The language files as they are shipped, read once.</summary>
internal static class BahasaFiles
{
    private static readonly string Dialogs = FindDialogs();

    public static Lexicon Lexicon { get; } = Read("bahasa/slang.csv", Lexicon.Parse);

    public static Regions Regions { get; } = Read("regions.csv", (file, text, problems) =>
        Regions.Parse(file, text, "region-aliases.csv", Text("bahasa/region-aliases.csv"), problems));

    public static ValueTexts Texts { get; } = Read("bahasa/values.csv", ValueTexts.Parse);

    public static ValueTypes Types { get; } = new(Regions);

    public static string Text(string name) => File.ReadAllText(Path.Combine(Dialogs, name));

    public static IReadOnlyList<TopicExample> Examples { get; } = Read("topics/examples.csv", TopicExample.Parse);

    /// <summary>By the author of the examples, later.</summary>
    public static IReadOnlyList<TopicExample> Unseen { get; } = Held("unseen.csv");

    /// <summary>In voices unlike those of the examples.</summary>
    public static IReadOnlyList<TopicExample> Harder { get; } = Held("harder.csv");

    /// <summary>By somebody else; also among the examples, so a ranker to measure must learn without them.</summary>
    public static IReadOnlyList<TopicExample> OtherAuthor { get; } = Held("other-author.csv");

    public static TopicRanker Ranker => TrainedRanker.Value;

    private static readonly Lazy<TopicRanker> TrainedRanker = new(() => new TopicRanker(Examples, Lexicon));

    private static IReadOnlyList<TopicExample> Held(string name) =>
        Read("../tests/BelajarBot.Dialogs.Tests/Understanding/" + name, TopicExample.Parse);

    private static T Read<T>(string name, Func<string, string, ICollection<DataProblem>, T> parse)
    {
        var problems = new List<DataProblem>();
        var read = parse(name, Text(name), problems);
        return problems.Count == 0 ? read : throw new InvalidDataException(string.Join('\n', problems));
    }

    private static string FindDialogs()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BelajarBot.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no BelajarBot.sln above the tests");
        }

        return Path.Combine(folder, "dialogs");
    }
}
