using System.Globalization;
using System.Text.RegularExpressions;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>
/// The words of a text in which a date is looked for. "tanggal dua puluh lima" is one word, "25", that is known to be a day, and
/// "bulan april" is "april". Each keeps its place, so that what belongs to no date can be told.
/// </summary>
internal sealed partial class DateWords
{
    private readonly char[] rest;
    private readonly List<Word> words = [];

    /// <summary>Reads the words of a text.</summary>
    /// <param name="text">As typed.</param>
    public DateWords(string text)
    {
        rest = text.ToCharArray();
        List<Word> plain = [.. In(text)];
        for (var i = 0; i < plain.Count; i += Add(plain, i))
        {
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => words.Count;

    /// <summary>A word; empty before the first and after the last.</summary>
    public string this[int at] => at >= 0 && at < words.Count ? words[at].Text : "";

    /// <summary>The place of the number that is said to be a day of a month ("tanggal 5", "5th"), or -1.</summary>
    public int Dated => words.FindIndex(word => word.IsDay);

    /// <summary>The text with blanks in place of the words that were taken; as long as the text.</summary>
    public string Rest => new(rest);

    /// <summary>The words of a text with their places.</summary>
    public static IEnumerable<Word> In(string text)
    {
        foreach (Match run in Run().Matches(text))
        {
            var start = run.Index;
            foreach (var end in Seam().Matches(run.Value).Select(seam => run.Index + seam.Index).Append(run.Index + run.Length))
            {
                foreach (var word in Fold.Words(text[start..end]))
                {
                    yield return new Word(word, start, end);
                }

                start = end;
            }
        }
    }

    /// <summary>These words belong to the date.</summary>
    public void Take(int at, int count = 1)
    {
        for (var i = Math.Max(at, 0); i < Math.Min(at + count, words.Count); i++)
        {
            Array.Fill(rest, ' ', words[i].Start, words[i].End - words[i].Start);
        }
    }

    /// <summary>Adds the word that begins at a place, and says of how many it was made.</summary>
    private int Add(List<Word> plain, int at)
    {
        var word = plain[at];
        if (word.Text is "tanggal" or "tgl" or "tg" or "tanggl" or "tnggl" && Number(plain, at + 1) is (>= 1 and <= 31 and var day, var taken))
        {
            words.Add(new Word(Written(day), word.Start, plain[at + taken].End, IsDay: true));
            return taken + 1;
        }

        if (word.Text.Length is 3 or 4 && word.Text[^2..] is "st" or "nd" or "rd" or "th" && int.TryParse(word.Text[..^2], out var ordinal) && ordinal is >= 1 and <= 31)
        {
            words.Add(word with { Text = Written(ordinal), IsDay = true });
            return 1;
        }

        if (word.Text is "bulan" or "bln" or "month" && at + 1 < plain.Count)
        {
            var month = CalendarWords.Month(plain[at + 1].Text) is var named and > 0 ? named
                : Dated >= 0 && int.TryParse(plain[at + 1].Text, out var figure) && figure is >= 1 and <= 12 ? figure
                : 0;
            if (month > 0)
            {
                words.Add(new Word(CalendarWords.NameOf(month), word.Start, plain[at + 1].End));
                return 2;
            }
        }

        if (Number(plain, at) is (var number, > 1 and var several))
        {
            words.Add(new Word(Written(number), word.Start, plain[at + several - 1].End));
            return several;
        }

        if (word.Text is not ("di" or "pada" or "of" or "the" or "on"))
        {
            words.Add(word);
        }

        return 1;
    }

    /// <summary>The whole number that stands at a place, and of how many words it is made: "5", "lima", "dua puluh lima"; not "satu dua".</summary>
    private static (int Value, int Taken) Number(List<Word> plain, int at)
    {
        if (at < plain.Count && int.TryParse(plain[at].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var figures))
        {
            return (figures, 1);
        }

        for (var length = Math.Min(3, plain.Count - at); length > 0; length--)
        {
            var phrase = plain.GetRange(at, length).ConvertAll(word => word.Text);
            var isOne = length == 1 || phrase.Exists(word => word is "puluh" or "belas" or "twenty" or "thirty");
            if (isOne && NumberWords.Read(phrase.ToArray(), out var value) == length && value == Math.Floor(value) && value <= 1000)
            {
                return ((int)value, length);
            }
        }

        return (0, 0);
    }

    private static string Written(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A word and its place in the text.</summary>
    /// <param name="Text">The word, folded.</param>
    /// <param name="Start">Where it begins.</param>
    /// <param name="End">Behind its last character.</param>
    /// <param name="IsDay">Whether it is said to be a day of a month.</param>
    public readonly record struct Word(string Text, int Start, int End, bool IsDay = false);

    [GeneratedRegex(@"[^\s\p{P}\p{S}]+(?:['’‘`´][^\s\p{P}\p{S}]+)*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Run();

    /// <summary>Where letters and figures are written together, as in "3maret2026"; what it divides are no titles such as "5th".</summary>
    [GeneratedRegex(@"(?<=[0-9])(?=\p{L}{3})|(?<=\p{L}{3})(?=[0-9])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Seam();
}
