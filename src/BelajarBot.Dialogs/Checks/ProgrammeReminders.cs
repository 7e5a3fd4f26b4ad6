using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Programs;

namespace BelajarBot.Dialogs.Checks;

/// <summary>
/// The reminders of a programme, as those of a dialog: D071, D072, D074 of their dates, D023 and D106 of their words. D010: one leads
/// to a dialog that does not exist, or has a button to go on and leads nowhere.
/// </summary>
internal static class ProgrammeReminders
{
    internal static void Check(Programme programme, Programmes programmes, IReadOnlyList<Dialog> dialogs, ProblemList problems)
    {
        if (programme.Reminding is not { } reminding)
        {
            return;
        }

        ReminderTimes.Check(reminding, programmes, problems);
        TextVariables.Check(reminding, programmes, problems);
        OfficialValues.Check(reminding, programmes, problems);
        var says = reminding.Reminders.Select(rule => rule.Say).ToList();
        EmptyTexts.Check(says, problems);
        LongSentences.Check(says, problems);
        var ids = dialogs.Select(dialog => dialog.Id).ToList();
        foreach (var rule in reminding.Reminders)
        {
            if (rule.Opens is { } opens ? !ids.Contains(opens) : rule.Buttons.Contains(ReminderButton.Resume))
            {
                var (wanted, english) = rule.Opens is null
                    ? ("perlu \"opens\": dialog yang dibuka tombol lanjut, atau \"buttons\" tanpa resume", "needs \"opens\", the dialog that its button to go on opens, or \"buttons\" without resume")
                    : ($"membuka dialog \"{rule.Opens}\", yang tidak ada.{Spelling.MaksudAnda(rule.Opens, ids)}", $"opens the dialog \"{rule.Opens}\", which does not exist.{Spelling.DidYouMean(rule.Opens, ids)}");
                problems.Error(rule.OpensPlace ?? rule.WhenPlace, "D010", $"Pengingat \"{rule.Id}\" {wanted}", $"The reminder \"{rule.Id}\" {english}");
            }
        }
    }
}
