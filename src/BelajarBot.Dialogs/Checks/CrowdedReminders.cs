using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Checks;

/// <summary>
/// D073: more reminders in a week than people bear: whoever is nudged too often stops the bot, and hears nothing any more.
/// </summary>
internal static class CrowdedReminders
{
    /// <summary>How many reminders of one silence may come within a week.</summary>
    private const int MostAWeek = 3;

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    internal static void Check(Dialog dialog, ProblemList problems)
    {
        var silences = dialog.Reminders
            .Where(rule => rule.When is ReminderTime.Idle).Select(rule => (Rule: rule, ((ReminderTime.Idle)rule.When).Silence))
            .OrderBy(entry => entry.Silence).ToList();
        foreach (var (at, (rule, silence)) in silences.Index().Skip(MostAWeek).Where(entry => entry.Item.Silence - silences[entry.Index - MostAWeek].Silence < Week))
        {
            problems.Warn(rule.WhenPlace, "D073",
                $"Pengingat \"{rule.Id}\" adalah yang ke-{at + 1} dalam satu masa diam; paling banyak {MostAWeek} dalam seminggu. Hapus atau tunda, supaya orang tidak menghentikan bot.",
                $"The reminder \"{rule.Id}\" is number {at + 1} of one silence; at most {MostAWeek} may come in a week. Remove or delay it, or people stop the bot.");
        }
    }
}
