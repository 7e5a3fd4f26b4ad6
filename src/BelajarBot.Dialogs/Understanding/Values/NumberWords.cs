namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>Numbers written in words: <c>dua puluh lima</c>, <c>seratus</c>, <c>dua setengah juta</c>, <c>twenty five</c>.</summary>
internal static class NumberWords
{
    private static readonly Dictionary<string, int> Units = new()
    {
        ["nol"] = 0, ["kosong"] = 0, ["satu"] = 1, ["dua"] = 2, ["tiga"] = 3, ["empat"] = 4, ["lima"] = 5, ["enam"] = 6,
        ["tujuh"] = 7, ["delapan"] = 8, ["sembilan"] = 9, ["sepuluh"] = 10, ["sebelas"] = 11,
        ["zero"] = 0, ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7,
        ["eight"] = 8, ["nine"] = 9, ["ten"] = 10, ["eleven"] = 11, ["twelve"] = 12, ["thirteen"] = 13, ["fourteen"] = 14,
        ["fifteen"] = 15, ["sixteen"] = 16, ["seventeen"] = 17, ["eighteen"] = 18, ["nineteen"] = 19, ["twenty"] = 20,
        ["thirty"] = 30, ["forty"] = 40, ["fifty"] = 50, ["sixty"] = 60, ["seventy"] = 70, ["eighty"] = 80, ["ninety"] = 90,
    };

    private static readonly Dictionary<string, int> Scales = new()
    {
        ["ribu"] = 1_000, ["rb"] = 1_000, ["k"] = 1_000, ["thousand"] = 1_000,
        ["juta"] = 1_000_000, ["jt"] = 1_000_000, ["million"] = 1_000_000,
    };

    /// <summary>What a scale word multiplies by, or null.</summary>
    public static int? Scale(string word) => Scales.TryGetValue(word, out var scale) ? scale : null;

    /// <summary>Reads the number that the words begin with.</summary>
    /// <param name="words">Folded words.</param>
    /// <param name="value">The number.</param>
    /// <returns>How many words belong to it; 0 when they begin with none.</returns>
    public static int Read(ReadOnlySpan<string> words, out decimal value)
    {
        value = 0;
        decimal group = 0;
        var taken = 0;
        foreach (var word in words)
        {
            if (Units.TryGetValue(word, out var unit))
            {
                group += unit;
            }
            else if (word is "belas" && group % 10 is > 1)
            {
                group += 10;
            }
            else if (word is "puluh" && group % 10 is > 0)
            {
                group += group % 10 * 9;
            }
            else if (word is "ratus" or "hundred" && group is > 0 and < 10)
            {
                group *= 100;
            }
            else if (word is "seratus")
            {
                group += 100;
            }
            else if (word is "seribu" && group == 0)
            {
                value += 1_000;
            }
            else if (word is "sejuta" && group == 0)
            {
                value += 1_000_000;
            }
            else if (word is "setengah" or "half")
            {
                group += 0.5m;
            }
            else if (taken > 0 && Scale(word) is { } scale && (group > 0 || value == 0))
            {
                value += group * scale;
                group = 0;
            }
            else
            {
                break;
            }

            taken++;
        }

        value += group;
        return taken;
    }
}
