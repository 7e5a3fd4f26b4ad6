using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Checks;

/// <summary>D071: a reminder goes by something that is no date. D074: it is set to an hour in which the bot does not speak first.</summary>
internal static class ReminderTimes
{
    internal static void Check(Dialog dialog, ProblemList problems)
    {
        var dates = dialog.Answers.Values.Where(answer => answer.Type is "date" or "datetime").Select(answer => answer.Name).ToList();
        foreach (var rule in dialog.Reminders)
        {
            if (rule.When is not ReminderTime.ByDate byDate)
            {
                continue;
            }

            if (!dates.Contains(byDate.Date))
            {
                problems.Error(rule.WhenPlace, "D071",
                    $"Pengingat \"{rule.Id}\" memakai tanggal \"{byDate.Date}\", yang bukan jawaban berjenis date.{Spelling.MaksudAnda(byDate.Date, dates)}",
                    $"The reminder \"{rule.Id}\" goes by the date \"{byDate.Date}\", which is no answer of type date.{Spelling.DidYouMean(byDate.Date, dates)}");
            }

            var quiet = QuietHours.Usual;
            if (byDate.At.IsBetween(quiet.From, quiet.To))
            {
                problems.Warn(rule.WhenPlace, "D074",
                    $"Pengingat \"{rule.Id}\" jatuh pada pukul {byDate.At:HH\\.mm}, saat orang beristirahat. Pilih pukul {quiet.To:HH\\.mm} sampai {quiet.From:HH\\.mm}.",
                    $"The reminder \"{rule.Id}\" is set to {byDate.At:HH\\:mm}, when people rest. Choose {quiet.To:HH\\:mm} to {quiet.From:HH\\:mm}.");
            }
        }
    }
}
