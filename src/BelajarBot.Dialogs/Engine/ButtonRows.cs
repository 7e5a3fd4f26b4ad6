using System.Collections.Immutable;

namespace BelajarBot.Dialogs.Engine;

/// <summary>Lays buttons out for a small phone: two short ones share a row, a longer one has its own.</summary>
internal static class ButtonRows
{
    internal static ImmutableArray<ImmutableArray<Button>> Arrange(ReadOnlySpan<Button> buttons, int shortLabel)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<Button>>(buttons.Length);
        for (var i = 0; i < buttons.Length; i++)
        {
            if (i + 1 < buttons.Length && buttons[i].Label.Length <= shortLabel && buttons[i + 1].Label.Length <= shortLabel)
            {
                rows.Add([buttons[i], buttons[++i]]);
            }
            else
            {
                rows.Add([buttons[i]]);
            }
        }

        return rows.DrainToImmutable();
    }
}
