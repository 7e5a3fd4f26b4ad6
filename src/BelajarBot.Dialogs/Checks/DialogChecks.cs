using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Checks;

/// <summary>All checks, in the order of their codes.</summary>
internal static class DialogChecks
{
    internal static void Run(IReadOnlyList<Dialog> dialogs, BotTexts? texts, ProblemList problems)
    {
    }
}
