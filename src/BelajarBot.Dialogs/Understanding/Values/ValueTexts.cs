using System.Text;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>
/// The words that the bot uses about answers when the author of a dialog wrote none: why an answer was refused, what
/// to write instead, what to look at again. Kept in a table (<c>dialogs/bahasa/values.csv</c>, columns
/// <c>type,key,id,en</c>); the keys of each type are its refusal and warning codes, <c>invalid</c> and <c>hint</c>.
/// </summary>
public sealed class ValueTexts
{
    /// <summary>The key of the words for any refusal that has none of its own.</summary>
    public const string Invalid = "invalid";

    /// <summary>The key of the words for a time on a clock that we do not know.</summary>
    internal const string UnknownZone = "unknown_zone";

    /// <summary>The key of the words that say what to write.</summary>
    public const string Hint = "hint";

    private readonly Dictionary<(string Type, string Key), (string Indonesian, string English)> texts;

    private ValueTexts(Dictionary<(string, string), (string, string)> texts) => this.texts = texts;

    /// <summary>Reads the table.</summary>
    /// <param name="file">The name to show in problems.</param>
    /// <param name="text">What the file holds.</param>
    /// <param name="problems">Receives every mistake.</param>
    public static ValueTexts Parse(string file, string text, ICollection<DataProblem> problems)
    {
        var read = new Dictionary<(string, string), (string, string)>();
        foreach (var row in CsvTable.Read(file, text, ["type", "key", "id", "en"], problems).Rows)
        {
            if (row[2].Length == 0 || row[3].Length == 0)
            {
                problems.Add(new DataProblem(file, row.Line, $"'{row[0]}.{row[1]}' needs words in both languages"));
            }
            else if (!read.TryAdd((row[0], row[1]), (row[2], row[3])))
            {
                problems.Add(new DataProblem(file, row.Line, $"'{row[0]}.{row[1]}' is already there; keep one of the two"));
            }
        }

        return new ValueTexts(read);
    }

    /// <summary>Whether the table has words for a key of a type.</summary>
    /// <param name="type">The name of a value type.</param>
    /// <param name="key">A refusal or warning code, <see cref="Invalid"/> or <see cref="Hint"/>.</param>
    public bool Has(string type, string key) => texts.ContainsKey((type, key));

    /// <summary>The words for a refusal, with its facts filled in.</summary>
    /// <param name="type">The name of the value type.</param>
    /// <param name="refused">The refusal.</param>
    /// <param name="answer">What the person wrote.</param>
    /// <param name="language">The person's language.</param>
    public string ForRefusal(string type, ValueResult.Refused refused, string answer, string language)
    {
        var reason = Find(type, Has(type, refused.Reason) ? refused.Reason : Invalid, language);
        if (answer.Length == 0 && reason.Contains("{answer}", StringComparison.Ordinal))
        {
            // A sticker or a blank cannot be quoted.
            reason = Find(TextType.Word, "not_text", language);
        }

        var words = new StringBuilder(reason);
        foreach (var (fact, value) in refused.Facts)
        {
            words.Replace($"{{{fact}}}", value);
        }

        // Last, so that nothing that the person wrote is taken for a placeholder.
        return words.Replace("{answer}", answer).ToString();
    }

    /// <summary>The words for a warning or a hint; empty when the table has none.</summary>
    /// <param name="type">The name of the value type.</param>
    /// <param name="key">A warning code or <see cref="Hint"/>.</param>
    /// <param name="language">The person's language.</param>
    public string Find(string type, string key, string language) =>
        !texts.TryGetValue((type, key), out var words) ? ""
        : language == "en" ? words.English
        : words.Indonesian;
}
