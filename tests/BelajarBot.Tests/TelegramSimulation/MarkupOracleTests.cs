using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TelegramSimulator.Api;
using TelegramSimulator.Markup;

namespace BelajarBot.Tests.TelegramSimulation;

/// <summary>Our parser of HTML and MarkdownV2 beside TDLib's own, on hand-picked and on generated texts (T87 to T90).</summary>
public sealed class MarkupOracleTests
{
    private static readonly string[] HtmlCases =
    [
        "<b>a</b> &amp; &nbsp; b", "<br>", "<p>x</p>", "<b>a<i>b</b></i>", "<b>a", "a < b", "a & b > c", "&lt;&gt;&quot;&apos;&copy;", "&#55357;", "</b>",
        "<B >x</b >", "<span class=\"tg-spoiler\">x</span>", "<span>x</span>", "<pre><code class=\"language-c\">x</code></pre>",
        "<pre><code>x</code></pre>", "<blockquote expandable>x</blockquote>", "<a href=\"javascript:x\">u</a>", "<a href=\"tg://user?id=5\">u</a>",
        "<a>example.org</a>", "<a href='x.org'>y</a>", "<a href=x.org>y</a>", "&#x41;&#66;&lt", "<b></b>", "", "<b><b>x</b>y</b>", "<", "<b", "<b>x</b", "<b>x</",
        "<a href=\"https://a.id/?a=1&amp;b=2\">x</a>", "<a href=\"https://a.id", "<b =>x</b>", "<i>é<u>😀</u></i>", "é<p>", "<code><b>x</b></code>",
        "<tg-emoji emoji-id=\"5368324170671202286\">👍</tg-emoji>",
    ];

    private static readonly string[] MarkdownCases =
    [
        "*a*", "a.b", "*a", "[a](http://e.org)", "_a__b_", "__u__ ~s~ ||p|| `c` ```py\nx```", "\\*a", ">kutip\nlanjut", ">a\n>b\nc", "a!", "[a](x", "[a]",
        "`a*b`", "```\nx\n```", "_*a*_", "*_a_ b*", "[a](tg://user?id=5)", "[a](javascript:x)", "a\\\\b", "", "*", "é*", "||a|", "[*a*](http://e.org/x\\)y)", "#", "a > b",
    ];

    [Fact]
    public Task T87_HTML_is_read_as_TDLib_reads_it() => CompareAsync("HTML", [.. HtmlCases, .. Generate(1, RandomHtml)]);

    [Fact]
    public Task T88_MarkdownV2_is_read_as_TDLib_reads_it() => CompareAsync("MarkdownV2", [.. MarkdownCases, .. Generate(2, RandomMarkdown)]);

    [Fact]
    public Task T89_Escaped_text_of_people_is_only_text_in_HTML_for_TDLib_too() => CompareAsync(
        "HTML", Generate(3, random => RandomText(random).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")), mayHaveEntities: false);

    private static async Task CompareAsync(string mode, List<string> texts, bool mayHaveEntities = true)
    {
        await using var tdlib = await NodeClients.StartAsync("tdlib.mjs");
        var differences = new List<string>();
        foreach (var text in texts)
        {
            await tdlib.WriteLineAsync(JsonSerializer.Serialize(new { mode, text }));
            var theirs = JsonSerializer.Deserialize<TdAnswer>(await tdlib.ReadLineAsync(), JsonSerializerOptions.Web)!.ToString();
            var parsed = ParsedMarkup.Parse(mode, text);
            var ours = parsed.Problem ?? Describe(parsed.Text, parsed.Entities.Select(entity => (entity.Offset, entity.Length, Name(entity))));
            if (!ours.Equals(theirs, StringComparison.OrdinalIgnoreCase) || (!mayHaveEntities && parsed.Entities.Length > 0))
            {
                differences.Add($"{JsonSerializer.Serialize(text)}\n  TDLib: {theirs}\n  ours:  {ours}");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {texts.Count} differ:\n{string.Join('\n', differences.Take(10))}");
    }

    private static string Describe(string text, IEnumerable<(int Offset, int Length, string Type)> entities) =>
        $"{text} | {string.Join(", ", entities.Select(entity => $"{entity.Type} {entity.Offset}+{entity.Length}"))}";

    /// <summary>TDLib's word for a kind of entity, with what it carries.</summary>
    private static string Name(TextEntity entity) => entity switch
    {
        { Type: "text_link" } => "TextUrl " + entity.Url,
        { Type: "text_mention" } => $"MentionName {entity.UserId}",
        { Type: "pre", Language: not null } => "PreCode " + entity.Language,
        { Type: "blockquote" } => "BlockQuote",
        { Type: "expandable_blockquote" } => "ExpandableBlockQuote",
        { Type: "custom_emoji" } => "CustomEmoji " + entity.CustomEmojiId,
        _ => entity.Type,
    };

    private static List<string> Generate(int seed, Func<Random, string> next)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 300).Select(_ => next(random))];
    }

    private static string RandomText(Random random)
    {
        string[] pieces = ["Sari", " ", "é", "😀", "<", ">", "&", "\"", "a.b", "&amp;", "&#", "x_y", "*", "(1)", "/menu", "@nama", "</b>"];
        return string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    private static string RandomHtml(Random random)
    {
        string[] pieces =
        [
            "<b>", "</b>", "<i>", "</i>", "<u>", "</u>", "<s>", "</s>", "<code>", "</code>", "<a href=\"https://a.id/x\">", "</a>", "halo", "é", "😀", "&lt;", "&", "&#65;", ">",
            "<tg-spoiler>", "</tg-spoiler>", "</>", "<x>",
        ];
        var text = new StringBuilder();
        var open = new Stack<string>();
        foreach (var _ in Enumerable.Range(0, random.Next(1, 14)))
        {
            // Mostly what belongs together, so that not every text ends at its first fault.
            var piece = pieces[random.Next(pieces.Length)];
            if (piece.StartsWith("</", StringComparison.Ordinal) && random.Next(8) > 0)
            {
                piece = open.Count > 0 ? open.Pop() : "kata";
            }
            else if (piece is ['<', not '/', ..] && piece != "<x>")
            {
                var name = piece.TrimStart('<').TrimEnd('>').Split(' ')[0];
                if (open.Contains($"</{name}>"))
                {
                    continue;
                }

                open.Push($"</{name}>");
            }
            else if (piece == "<x>" && random.Next(6) > 0)
            {
                continue;
            }

            text.Append(piece);
        }

        return text.ToString() + string.Concat(random.Next(10) > 0 ? open : []);
    }

    private static string RandomMarkdown(Random random)
    {
        string[] pieces = ["*a*", "_b_", "__c__", "~d~", "||e||", "`f`", "[g](https://a.id/x)", "halo", "é", "😀", "\\.", "\\*", "\n", " ", "```\nh```", "*_i_*", "*", "_", ".", "]"];
        return string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => pieces[random.Next(random.Next(4) > 0 ? pieces.Length - 4 : pieces.Length)]));
    }

    private sealed record TdAnswer(string? Text, TdEntity[]? Entities, string? Error)
    {
        public override string ToString() => Error ?? Describe(Text!, Entities!.Select(entity => (entity.Offset, entity.Length, entity.Name)));
    }

    private sealed record TdEntity(
        int Offset, int Length, string? Url, string? Language,
        [property: JsonPropertyName("_")] string Kind, [property: JsonPropertyName("user_id")] long UserId,
        [property: JsonPropertyName("custom_emoji_id")] string? CustomEmojiId)
    {
        public string Name => Kind.Replace("textEntityType", "") switch
        {
            "TextUrl" => "TextUrl " + Url,
            "MentionName" => $"MentionName {UserId}",
            "PreCode" => "PreCode " + Language,
            "CustomEmoji" => "CustomEmoji " + CustomEmojiId,
            var other => other,
        };
    }
}
