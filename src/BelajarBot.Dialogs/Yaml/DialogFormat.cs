using System.Collections.Immutable;
using System.Globalization;
using BelajarBot.Dialogs.Checks;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>A file in today's form of the language.</summary>
/// <param name="Text">Its text; the same as before where nothing was to be done.</param>
/// <param name="From">The format that it was written in.</param>
/// <param name="Respelled">How many words are written differently now.</param>
public sealed record UpgradedFile(string Text, int From, int Respelled);

/// <summary>
/// The versions of the dialog language. A file says with <c>format</c> which one it is written in; without it, it is of the
/// first, 0. An older file is read as it stands, and so is an older revision that people are still in: each step between
/// its format and today's respells what that step changed, and nothing else. <c>upgrade</c> writes the same into the file.
/// </summary>
public static class DialogFormat
{
    /// <summary>The format that dialogs are written in today.</summary>
    public const int Current = 1;

    private const string Key = "format";

    /// <summary>Every step, one for each format, in order.</summary>
    internal static ImmutableArray<FormatStep> Steps { get; } = [FormatStep.ReplyWithin];

    /// <summary>Brings a dialog file to today's format, keeping its comments and layout; null when it is no dialog or cannot be read, which is reported.</summary>
    /// <param name="file">The file, as its author knows it.</param>
    /// <param name="text">What it holds.</param>
    /// <param name="problems">Receives why it cannot be read.</param>
    public static UpgradedFile? Upgrade(string file, string text, ProblemList problems) => Upgrade(file, text, Steps, problems);

    internal static UpgradedFile? Upgrade(string file, string text, ImmutableArray<FormatStep> steps, ProblemList problems)
    {
        var found = new ProblemList();
        var root = YamlFile.Read(file, text, found);
        var latest = steps[^1].To;
        if (root?.Has("dialog") == false)
        {
            return null;
        }

        var format = root is null ? null : Of(root, latest, found);
        foreach (var problem in found.InOrder())
        {
            problems.Error(problem.Place, problem.Code, problem.Message, problem.English);
        }

        if (root is null || format is not { } from)
        {
            return null;
        }

        if (from == latest)
        {
            return new UpgradedFile(text, from, 0);
        }

        var (respelled, _, count) = Respell(file, text, root, from, steps);
        return new UpgradedFile(WithNumber(respelled, YamlFile.Read(file, respelled, new ProblemList())!, latest), from, count);
    }

    /// <summary>What a file of any format is in today's spelling; null when it is of a newer one, which is reported.</summary>
    internal static MapNode? InCurrent(string file, string text, MapNode root, ProblemList problems) =>
        Of(root, Current, problems) is { } format ? Respell(file, text, root, format, Steps).Root : null;

    /// <summary>The format that a file is written in; null when this program does not know it.</summary>
    private static int? Of(MapNode root, int latest, ProblemList problems)
    {
        if (!root.Has(Key))
        {
            return 0;
        }

        var place = root.PlaceOf(Key);
        if (root.Find(Key) is not ScalarNode scalar || !int.TryParse(scalar.Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var format))
        {
            problems.Error(place, "D004", $"\"{Key}\" harus berupa angka, misalnya {Key}: {latest}.", $"\"{Key}\" must be a number, as in {Key}: {latest}.");
            return null;
        }

        if (format > latest)
        {
            problems.Error(place, "D008",
                $"Berkas ini memakai format {format}; program ini mengenal sampai format {latest}. Pakai program yang lebih baru.",
                $"This file is written in format {format}; this program knows formats up to {latest}. Use a newer program.");
            return null;
        }

        return format;
    }

    private static (string Text, MapNode Root, int Count) Respell(string file, string text, MapNode root, int format, ImmutableArray<FormatStep> steps)
    {
        var count = 0;
        foreach (var step in steps.Where(step => step.To > format))
        {
            var respellings = step.Find(root).ToList();
            if (respellings.Count > 0)
            {
                text = Respelling.Apply(text, respellings);
                root = YamlFile.Read(file, text, new ProblemList()) ?? root;
                count += respellings.Count;
            }
        }

        return (text, root, count);
    }

    /// <summary>Writes the format into a file: in place of the one that stands there, or on a line of its own below the dialog's name.</summary>
    private static string WithNumber(string text, MapNode root, int format)
    {
        if (root.Find(Key) is ScalarNode old)
        {
            return Respelling.Apply(text, [new Respelling(old.Place, old.Value.Trim(), $"{format}")]);
        }

        var at = Respelling.OffsetOf(text, root.Place);
        if (text[at] == '{')
        {
            return text.Insert(at + 1, $"{Key}: {format}, ");
        }

        var lineEnd = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var below = root.Entries is [{ Key.Value: "dialog", Value: ScalarNode name }, { Key: var second }, ..]
            && second.Place.Line > name.Place.Line && text[Respelling.OffsetOf(text, name.Place)] is not ('|' or '>')
                ? Respelling.OffsetOf(text, new Place("", name.Place.Line + 1, 1))
                : at;
        return text.Insert(below, $"{Key}: {format}{lineEnd}");
    }
}
