using BelajarBot.Dialogs.Checks;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>
/// Reads YAML text into nodes straight from the event stream, so that nothing is typed implicitly: an NPSN of
/// <c>01234567</c> and the word <c>no</c> stay what the author wrote. Whatever the text, it ends with nodes or problems.
/// </summary>
internal static class YamlFile
{
    /// <summary>A dialog is a page or two of text; more than this is a mistake or an attack.</summary>
    internal const int MostCharacters = 512 * 1024;

    /// <summary>Steps, choices and their keys need six levels.</summary>
    internal const int MostLevels = 16;

    /// <summary>Reads the one document of a file. Returns null after reporting why when there is nothing to work with.</summary>
    internal static MapNode? Read(string file, string text, ProblemList problems)
    {
        var start = new Place(file, 1, 1);
        if (text.Length > MostCharacters)
        {
            problems.Error(start, "D000",
                $"Berkas terlalu besar: {text.Length} karakter, paling banyak {MostCharacters}. Pecah menjadi beberapa dialog.",
                $"The file is too large: {text.Length} characters, at most {MostCharacters}. Split it into several dialogs.");
            return null;
        }

        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                problems.Error(start, "D000", "Berkas ini kosong.", "The file is empty.");
                return null;
            }

            var root = ReadNode(parser, file, problems, 1);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<DocumentStart>(out var second))
            {
                problems.Error(At(file, second.Start), "D000",
                    "Satu berkas hanya memuat satu dialog; hapus '---' yang kedua.",
                    "One file holds one dialog; remove the second '---'.");
            }

            if (root is MapNode map)
            {
                return map;
            }

            if (root is not null)
            {
                problems.Error(root.Place, "D000",
                    "Berkas harus berisi pasangan 'kunci: nilai'.", "The file must consist of 'key: value' pairs.");
            }

            return null;
        }
        catch (YamlException exception)
        {
            var (remedy, english) = Remedy(exception);
            problems.Error(Within(text, At(file, exception.Start)), "D000",
                $"YAML tidak terbaca di sini ({Reason(exception)}). {remedy}",
                $"This YAML cannot be read here ({Reason(exception)}). {english}");
            return null;
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException)
        {
            // The parser gives up like this on some broken plain scalars and tags; the last thing that it read is just before them.
            problems.Error(Within(text, At(file, parser.Current?.Start ?? new Mark(0, 1, 1))), "D000",
                "YAML tidak terbaca sesudah tempat ini. Periksa spasi di awal baris, tanda kutip dan tanda hubung.",
                "This YAML cannot be read after this place. Look at the indentation, quotes and hyphens.");
            return null;
        }
    }

    private static Node? ReadNode(Parser parser, string file, ProblemList problems, int level)
    {
        var place = At(file, parser.Current!.Start);
        if (level > MostLevels)
        {
            throw new YamlException(parser.Current.Start, parser.Current.End, $"more than {MostLevels} levels");
        }

        if (parser.TryConsume<AnchorAlias>(out _))
        {
            throw new YamlException(Mark(place), Mark(place), "an alias (*) is not allowed; write the text out");
        }

        if (parser.Current is NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
        {
            throw new YamlException(Mark(place), Mark(place), "anchors (&) and tags (!) are not allowed");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new ScalarNode(place, scalar.Value);
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<Node>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                if (ReadNode(parser, file, problems, level + 1) is { } item)
                {
                    items.Add(item);
                }
            }

            return new ListNode(place, items);
        }

        parser.Consume<MappingStart>();
        var entries = new List<KeyValuePair<ScalarNode, Node>>();
        var seen = new HashSet<string>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(parser, file, problems, level + 1);
            var value = ReadNode(parser, file, problems, level + 1);
            if (key is not ScalarNode name || value is null)
            {
                problems.Error(key?.Place ?? place, "D000", "Kunci harus berupa satu kata.", "A key must be a single word.");
            }
            else if (seen.Add(name.Value))
            {
                entries.Add(new(name, value));
            }
            else
            {
                problems.Error(name.Place, "D001",
                    $"Kunci \"{name.Value}\" tertulis dua kali di tempat yang sama. Hapus salah satunya.",
                    $"The key \"{name.Value}\" stands here twice. Remove one.");
            }
        }

        return new MapNode(place, entries);
    }

    private static Place At(string file, Mark mark) => new(file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    /// <summary>At the end of a broken file the parser may count one line too many.</summary>
    private static Place Within(string text, Place place)
    {
        var lines = 0;
        foreach (var _ in text.AsSpan().EnumerateLines())
        {
            lines++;
        }

        return place.Line > lines ? place with { Line = lines, Column = 1 } : place;
    }

    private static Mark Mark(Place place) => new(0, place.Line, place.Column);

    private static (string Message, string English) Remedy(YamlException exception) =>
        exception.Message.Contains("invalid mapping", StringComparison.OrdinalIgnoreCase)
            ? ("Ada titik dua di tengah teks: apit teksnya dengan tanda kutip \"…\", atau tulis di bawah tanda |.",
                "There is a colon inside the text: put the text in quotes \"…\", or write it below a |.")
            : ("Periksa spasi di awal baris, tanda kutip dan titik dua.", "Look at the indentation, quotes and colons.");

    /// <summary>The parser's own words without the place that it puts in front of them.</summary>
    private static string Reason(YamlException exception)
    {
        var text = exception.Message;
        var colon = text.StartsWith('(') ? text.IndexOf("): ", StringComparison.Ordinal) : -1;
        return (colon >= 0 ? text[(colon + 3)..] : text).TrimEnd('.');
    }
}
