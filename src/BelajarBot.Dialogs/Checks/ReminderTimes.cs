using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Expressions;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Checks;

/// <summary>
/// D071: a reminder goes by something that is no date. D072: it can help nobody, because it comes when all is over or before
/// anybody can take part. D074: it is set to an hour in which the bot does not speak first.
/// </summary>
internal static class ReminderTimes
{
    internal static void Check(Dialog dialog, Programmes programmes, ProblemList problems)
    {
        var dates = dialog.Answers.Values.Where(answer => answer.Type is "date" or "datetime").Select(answer => answer.Name)
            .Concat(programmes.Variables(dialog.Program).Where(variable => variable.Kind is ValueKind.Date).Select(variable => variable.Name)).ToList();
        foreach (var rule in dialog.Reminders)
        {
            if (rule.When is not ReminderTime.ByDate byDate)
            {
                continue;
            }

            if (dates.Contains(byDate.Date))
            {
                CheckUse(rule, byDate, dialog, programmes, problems);
            }
            else
            {
                problems.Error(rule.WhenPlace, "D071",
                    $"Pengingat \"{rule.Id}\" memakai tanggal \"{byDate.Date}\", yang bukan jawaban berjenis date dan bukan tanggal program.{Spelling.MaksudAnda(byDate.Date, dates)}",
                    $"The reminder \"{rule.Id}\" goes by the date \"{byDate.Date}\", which is no answer of type date and no date of a programme.{Spelling.DidYouMean(byDate.Date, dates)}");
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

    private static void CheckUse(ReminderRule rule, ReminderTime.ByDate byDate, Dialog dialog, Programmes programmes, ProblemList problems)
    {
        if (dialog.Answers.TryGetValue(byDate.Date, out var answer))
        {
            if (byDate.Offset < 0 && answer.Options.When is DateHint.Past)
            {
                Report("jawaban itu selalu tanggal yang sudah lewat", "that answer is always a date in the past");
            }

            return;
        }

        var (programme, name) = programmes.Resolve(dialog.Program, byDate.Date[Programmes.Prefix.Length..]);
        if (byDate.Offset > 0 && ProgrammeFiles.IsEnd(name))
        {
            Report($"sesudah \"{name}\" tidak ada lagi yang dapat dikerjakan", $"after \"{name}\" nothing can be done any more");
        }
        else if (programme!.Current is { } cycle
            && ProgrammeFiles.OpeningsOf(cycle).FirstOrDefault(pair => pair.Last.Name == name) is ({ Date: { } opens } first, { Date: { } closes })
            && closes.AddDays(byDate.Offset) < opens)
        {
            Report($"waktunya mendahului \"{first.Name}\" ({first.Stored}), sebelum orang dapat ikut", $"it comes before \"{first.Name}\" ({first.Stored}), when nobody can take part yet");
        }

        void Report(string reason, string english) => problems.Warn(rule.WhenPlace, "D072",
            $"Pengingat \"{rule.Id}\" tidak pernah berguna: {reason}. Ubah waktunya.",
            $"The reminder \"{rule.Id}\" can never be of use: {english}. Change its time.");
    }
}
