using System.Text;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Graphs;

/// <summary>A dialog as Mermaid text, which many editors and wikis show as a picture.</summary>
public static class MermaidText
{
    private const int LongestWords = 60;

    /// <summary>Writes the flowchart.</summary>
    /// <param name="graph">The dialog.</param>
    public static string Write(DialogGraph graph)
    {
        var text = new StringBuilder($"---\ntitle: {Quoted(graph.Title)}\n---\nflowchart TD\n");
        for (var i = 0; i < graph.Steps.Length; i++)
        {
            var step = graph.Steps[i];
            var words = step.Words.ShortenTo(LongestWords);
            var label = $"\"<b>{step.Id}</b>{(words.Length == 0 ? "" : $"<br/>{Escaped(words)}")}{(step.End is null ? "" : $"<br/>■ {Escaped(step.End)}")}\"";
            text.Append($"  s{i}").Append(step.End is not null ? $"([{label}])" : step.Waits ? $"[/{label}/]" : $"[{label}]").Append('\n');
        }

        foreach (var way in graph.Ways)
        {
            var arrow = way.IsExceptional ? "-.->" : "-->";
            text.Append($"  s{way.From} {arrow}{(way.Label.Length == 0 ? "" : $"|\"{Escaped(way.Label)}\"|")} s{way.To}\n");
        }

        return text.ToString();
    }

    /// <summary>Mermaid reads these as its own marks even between quotes; as entities they are only letters.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            escaped.Append(c is '"' or '<' or '>' or '&' or '#' or '`' or '*' or '_' or '\\' or ';' ? $"#{(int)c};" : $"{c}");
        }

        return escaped.ToString();
    }

    /// <summary>The title stands in YAML.</summary>
    private static string Quoted(string title) =>
        $"\"{title.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
