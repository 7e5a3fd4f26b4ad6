using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Expressions;

namespace BelajarBot.Dialogs.Checks;

/// <summary>D026: a condition that says the same about everybody.</summary>
internal static class ConstantConditions
{
    internal static void Check(Dialog dialog, ProblemList problems)
    {
        foreach (var condition in dialog.Conditions)
        {
            switch (condition.Expression?.FindTruth())
            {
                case Truth.Always:
                    problems.Warn(condition.Place, "D026",
                        $"Syarat \"{condition.Source}\" selalu benar, jadi tidak membedakan siapa pun. Perbaiki, atau hapus.",
                        $"The condition \"{condition.Source}\" is always true, so it tells nobody apart. Mend it or remove it.");
                    break;
                case Truth.Never:
                    problems.Warn(condition.Place, "D026",
                        $"Syarat \"{condition.Source}\" tidak pernah benar. Perbaiki, atau hapus.",
                        $"The condition \"{condition.Source}\" is never true. Mend it or remove it.");
                    break;
                default:
                    break;
            }
        }
    }
}
