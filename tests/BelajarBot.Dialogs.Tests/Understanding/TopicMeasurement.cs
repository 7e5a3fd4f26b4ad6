using System.Globalization;
using System.Text;
using BelajarBot.Dialogs.Understanding.Topics;

namespace BelajarBot.Dialogs.Tests.Understanding;

/// <summary>How well a ranker does on examples it has not learned from.</summary>
internal sealed class TopicMeasurement
{
    private readonly List<(TopicExample Example, TopicRanking Ranking)> results = [];

    public double First => Share(InScope, result => result.Ranking.Topics is [var top, ..] && top.Topic == result.Example.Topic);

    public double WithinThree => Share(InScope, result => result.Ranking.Topics.Take(3).Any(topic => topic.Topic == result.Example.Topic));

    public double Answered => Share(InScope, result => result.Ranking.Verdict is TopicVerdict.Answer);

    public double AnsweredWrong => Share(InScope, IsWrongAnswer);

    /// <summary>The person has the right topic in front of them: answered, or among the buttons.</summary>
    public double Reached => Share(InScope, result => result.Ranking.Verdict switch
    {
        TopicVerdict.Answer answer => answer.Topic == result.Example.Topic,
        TopicVerdict.DidYouMean several => several.Topics.Contains(result.Example.Topic),
        _ => false,
    });

    public double TakenForOffTopic => Share(InScope, result => result.Ranking.Verdict is TopicVerdict.Unknown);

    public double FalseAnswers => Share(OffTopic, result => result.Ranking.Verdict is TopicVerdict.Answer);

    public double FalseOffers => Share(OffTopic, result => result.Ranking.Verdict is TopicVerdict.DidYouMean);

    public double AllFirst => Share(results, result => result.Ranking.Topics is [var top, ..] && top.Topic == result.Example.Topic);

    private IEnumerable<(TopicExample Example, TopicRanking Ranking)> InScope => results.Where(result => result.Example.Topic != TopicRanker.OutOfScope);

    private IEnumerable<(TopicExample Example, TopicRanking Ranking)> OffTopic => results.Where(result => result.Example.Topic == TopicRanker.OutOfScope);

    public void Add(TopicRanker ranker, IEnumerable<TopicExample> examples)
    {
        foreach (var example in examples)
        {
            results.Add((example, ranker.Rank(example.Text)));
        }
    }

    public string Table(int misses)
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"in scope {InScope.Count()}: first {First:P1}, within three {WithinThree:P1}, reached {Reached:P1}, answered {Answered:P1}, answered wrong {AnsweredWrong:P1}, taken for off-topic {TakenForOffTopic:P1}");
        table.AppendLine(CultureInfo.InvariantCulture, $"off-topic {OffTopic.Count()}: false answers {FalseAnswers:P1}, false offers {FalseOffers:P1}; all {results.Count}: first {AllFirst:P1}");
        var confusions = results.Where(result => result.Ranking.Topics.Length == 0 || result.Ranking.Topics[0].Topic != result.Example.Topic)
            .GroupBy(result => (result.Example.Topic, Taken: result.Ranking.Topics is [var top, ..] ? top.Topic : "-"))
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Topic, StringComparer.Ordinal);
        foreach (var group in confusions.Take(misses))
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"{group.Count(),3}  {group.Key.Topic} taken for {group.Key.Taken}: {string.Join(" | ", group.Take(3).Select(result => result.Example.Text))}");
        }

        foreach (var (example, ranking) in results.Where(IsWrongAnswer).Take(misses))
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"  !  {example.Topic} answered as {ranking.Topics[0].Topic} ({ranking.Topics[0].Score:0.00}): {example.Text}");
        }

        return table.ToString();
    }

    private static bool IsWrongAnswer((TopicExample Example, TopicRanking Ranking) result) =>
        result.Ranking.Verdict is TopicVerdict.Answer answer && answer.Topic != result.Example.Topic;

    private static double Share(IEnumerable<(TopicExample, TopicRanking)> among, Func<(TopicExample Example, TopicRanking Ranking), bool> which)
    {
        var all = among.ToArray();
        return all.Length == 0 ? 0 : (double)all.Count(which) / all.Length;
    }
}
