namespace BelajarBot.Dialogs.Understanding.Topics;

/// <summary>A question as somebody put it, and what it is about.</summary>
/// <param name="Text">The words.</param>
/// <param name="Topic">The topic's name, as <c>account.activate</c>.</param>
public sealed record TopicExample(string Text, string Topic)
{
    /// <summary>Reads a table of examples (<c>dialogs/topics/examples.csv</c>, columns <c>text,topic</c>).</summary>
    /// <param name="file">The name to show in problems.</param>
    /// <param name="text">What the file holds.</param>
    /// <param name="problems">Receives every mistake.</param>
    public static IReadOnlyList<TopicExample> Parse(string file, string text, ICollection<DataProblem> problems)
    {
        var examples = new List<TopicExample>();
        var seen = new Dictionary<string, TopicExample>();
        foreach (var row in CsvTable.Read(file, text, ["text", "topic"], problems).Rows)
        {
            var example = new TopicExample(row[0], row[1]);
            if (example.Text.Length == 0 || example.Topic.Length == 0)
            {
                problems.Add(new DataProblem(file, row.Line, "an example needs a text and a topic"));
            }
            else if (seen.TryGetValue(example.Text.ToLowerInvariant(), out var other))
            {
                problems.Add(new DataProblem(file, row.Line, $"the same text is already an example of '{other.Topic}'; keep one of the two"));
            }
            else
            {
                seen.Add(example.Text.ToLowerInvariant(), example);
                examples.Add(example);
            }
        }

        return examples;
    }
}
