using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Engine;

/// <summary>A text with at most one variable.</summary>
internal sealed class OneValue(string name, string value) : ITemplateValues
{
    internal static readonly OneValue None = new("", "");

    public string? WordsFor(TemplateVariable variable) => variable.Name == name ? value : null;
}
