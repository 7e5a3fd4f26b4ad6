using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Checks;

/// <summary>D010: a way leads to a step that does not exist.</summary>
internal static class DanglingTargets
{
    internal static void Check(Dialog dialog, ProblemList problems)
    {
        var known = dialog.Steps.Select(step => step.Id).ToList();
        foreach (var step in dialog.Steps)
        {
            foreach (var way in step.Ways.Where(way => way.Target is not null))
            {
                var (key, choice, english) = !way.Completes ? ("tries.then", "", "")
                    : way.Choice is { Go: not null } taken ? ("go", $", pilihan \"{taken.Id}\"", $", choice \"{taken.Id}\"")
                    : ("go", "", "");
                Report($"Langkah \"{step.Id}\"{choice}: {key}", $"Step \"{step.Id}\"{english}: {key}", way.Target!, way.Place);
            }

            if (step.Go is not null && !step.Ways.Any(way => way.Target == step.Go))
            {
                Report($"Langkah \"{step.Id}\": go", $"Step \"{step.Id}\": go", step.Go, step.PlaceOf("go"));
            }
        }

        foreach (var (from, to) in dialog.Moved)
        {
            Report($"moved: \"{from}\"", $"moved: \"{from}\"", to, dialog.PlaceOf($"moved.{from}"));
        }

        void Report(string what, string english, string target, Place place)
        {
            if (dialog.Find(target) is null)
            {
                problems.Error(place, "D010",
                    $"{what} menuju \"{target}\", yang tidak ada.{WayOut(Spelling.MaksudAnda(target, known), " Tulis id sebuah langkah.")}",
                    $"{english} leads to \"{target}\", which does not exist.{WayOut(Spelling.DidYouMean(target, known), " Write the id of a step.")}");
            }
        }
    }

    private static string WayOut(string suggestion, string otherwise) => suggestion.Length > 0 ? suggestion : otherwise;
}
