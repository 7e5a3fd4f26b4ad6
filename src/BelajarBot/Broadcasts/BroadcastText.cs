using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Broadcasts;

/// <summary>What is wrong with a text of a broadcast: a closed set of reasons, each with words in the command's file.</summary>
internal abstract record TextMistake
{
    private TextMistake()
    {
    }

    /// <summary>There are no words, and no file that could go without.</summary>
    internal sealed record Missing : TextMistake;

    /// <summary>It would not fit into one message.</summary>
    internal sealed record TooLong(int Length, int Most) : TextMistake;

    /// <summary>A mark or a brace is open.</summary>
    internal sealed record Broken(TemplateMistake Mistake) : TextMistake;

    /// <summary>A brace holds another name than the one that can be filled in.</summary>
    internal sealed record UnknownName(string Name) : TextMistake;
}

/// <summary>Texts of broadcasts: written like those of dialogs, with <c>{nama}</c> where the person's name is to stand.</summary>
internal static partial class BroadcastText
{
    internal const string First = Campaigns.UsualLanguage;
    internal const string Second = "en";

    private const int MostUnits = 4096;
    private const int MostUnitsWithFile = 1024;
    private const int MostName = 64;
    private static readonly ImmutableArray<string> Names = [Body.NameVariable, "name"];

    /// <summary>What is wrong with a text, or null.</summary>
    internal static TextMistake? Check(string source, bool hasFile)
    {
        var template = Template.Parse(source, out var mistakes);
        var most = hasFile ? MostUnitsWithFile : MostUnits;
        return template.Source.Length == 0 && !hasFile ? new TextMistake.Missing()
            : template.WorstLength(_ => MostName) is > 0 and var length && length > most ? new TextMistake.TooLong(length, most)
            : mistakes is [var mistake, ..] ? new TextMistake.Broken(mistake)
            : template.Variables.FirstOrDefault(variable => !Names.Contains(variable.Name)) is { } unknown ? new TextMistake.UnknownName(unknown.Name)
            : null;
    }

    /// <summary>What goes out in one language.</summary>
    /// <param name="source">The text as the officer wrote it.</param>
    /// <param name="instead">What stands for a name that is not known.</param>
    /// <param name="file">The file that it brings, or null.</param>
    /// <param name="button">The button below, or null.</param>
    internal static Body ToBody(string source, string instead, FileToSend? file, Button? button)
    {
        var named = Name().Replace(source, match => $"{{{Body.NameVariable}|{(match.Groups["instead"] is { Success: true, Value: var own } ? own : instead)}}}");
        var template = Template.Parse(named, out _);
        ImmutableArray<ImmutableArray<Button>> buttons = button is null ? [] : [[button]];
        return template.Variables.IsEmpty
            ? Body.Of(template.Render(None), buttons) with { File = file }
            : Body.Of(RichText.Plain(template.Source), buttons) with { File = file, IsTemplate = true };
    }

    /// <summary>The name by either of its names, with what the officer wants instead where it is not known.</summary>
    [GeneratedRegex(@"(?<!\\)\{\s*(nama|name)\s*(\|(?<instead>[^{}]*))?\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    private static readonly NamedValues None = new();
}
