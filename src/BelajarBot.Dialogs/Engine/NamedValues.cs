using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Engine;

/// <summary>A handful of values by name, to fill a text of the bot's own.</summary>
/// <param name="values">The names and their words; a null means that there is none.</param>
public sealed class NamedValues(params ReadOnlySpan<(string Name, string? Words)> values) : ITemplateValues
{
    private readonly (string Name, string? Words)[] values = values.ToArray();

    /// <inheritdoc />
    public string? WordsFor(TemplateVariable variable) => Array.Find(values, value => value.Name == variable.Name).Words;
}
