using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Checks;

/// <summary>D082: what somebody answered as personal is shown to staff, in the note of a hand-over.</summary>
internal static class PersonalNotes
{
    internal static void Check(Dialog dialog, ProblemList problems)
    {
        var personal = dialog.Answers.Values.Where(answer => answer.IsPersonal)
            .SelectMany(answer => answer.Save is null ? [answer.Name] : new[] { answer.Name, $"contact.{answer.Save}" }).ToHashSet();
        foreach (var note in dialog.Steps.OfType<HandoverStep>().Select(step => step.Note).OfType<Text>())
        {
            foreach (var (language, template) in note.ByLanguage)
            {
                foreach (var name in template.Variables.Select(variable => variable.Name).Where(personal.Contains).Distinct())
                {
                    problems.Warn(note.PlaceIn(language), "D082",
                        $"Catatan \"{note.Key}\" memperlihatkan {{{name}}}, data pribadi, kepada petugas. Hapus dari catatan; petugas dapat menanyakannya sendiri.",
                        $"The note \"{note.Key}\" shows {{{name}}}, which is personal, to staff. Take it out of the note; they can ask for it themselves.");
                }
            }
        }
    }
}
