using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Checks;

/// <summary>D010: a step calls or offers a dialog that does not exist. D015: dialogs call each other in a circle.</summary>
internal static class CalledDialogs
{
    internal static void Check(IReadOnlyList<Dialog> dialogs, ProblemList problems)
    {
        var byId = dialogs.DistinctBy(dialog => dialog.Id).ToDictionary(dialog => dialog.Id);
        foreach (var dialog in dialogs)
        {
            foreach (var step in dialog.Steps)
            {
                foreach (var next in step.NextDialogs.Where(next => !byId.ContainsKey(next)))
                {
                    problems.Error(step.PlaceOf("next"), "D010",
                        $"Langkah \"{step.Id}\" menawarkan dialog \"{next}\", yang tidak ada.{Spelling.MaksudAnda(next, byId.Keys)}",
                        $"Step \"{step.Id}\" offers the dialog \"{next}\", which does not exist.{Spelling.DidYouMean(next, byId.Keys)}");
                }
            }

            foreach (var step in dialog.Steps.OfType<CallStep>())
            {
                if (!byId.ContainsKey(step.Dialog))
                {
                    problems.Error(step.DialogPlace, "D010",
                        $"Langkah \"{step.Id}\" memanggil dialog \"{step.Dialog}\", yang tidak ada.{Spelling.MaksudAnda(step.Dialog, byId.Keys)}",
                        $"Step \"{step.Id}\" calls the dialog \"{step.Dialog}\", which does not exist.{Spelling.DidYouMean(step.Dialog, byId.Keys)}");
                }
                else if (Reaches(byId, step.Dialog, dialog.Id, []))
                {
                    problems.Error(step.DialogPlace, "D015",
                        $"Dialog \"{dialog.Id}\" memanggil \"{step.Dialog}\", yang kembali memanggil \"{dialog.Id}\". Putuskan lingkaran ini di salah satu tempat.",
                        $"The dialog \"{dialog.Id}\" calls \"{step.Dialog}\", which calls \"{dialog.Id}\" again. Break this circle in one place.");
                }
            }
        }
    }

    private static bool Reaches(Dictionary<string, Dialog> dialogs, string from, string to, HashSet<string> seen) =>
        from == to
        || (seen.Add(from) && dialogs.TryGetValue(from, out var dialog)
            && dialog.Steps.OfType<CallStep>().Any(step => Reaches(dialogs, step.Dialog, to, seen)));
}
