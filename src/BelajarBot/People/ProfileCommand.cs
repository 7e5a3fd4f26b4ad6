using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.Wording;

namespace BelajarBot.People;

/// <summary><c>/profil</c>: what is known about the person, with a button for each field that begins the dialog which changes it.</summary>
internal sealed class ProfileCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "profil",
        ("profile", ["name", "role", "level", "region", "npsn", "zone"]),
        ("name_button", []), ("role_button", []), ("level_button", []), ("region_button", []), ("npsn_button", []));

    /// <summary>The dialog that changes each field; it exists for those that the author has written.</summary>
    private static readonly (string Field, string Dialog)[] Changes =
        [("name", "ubah_nama"), ("role", "ubah_peran"), ("level", "ubah_jenjang"), ("region", "ubah_wilayah"), ("npsn", "ubah_npsn")];

    CommandContract ICapability.Contract => Contract;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        var buttons = Changes.Where(change => turn.Library.Find(change.Dialog) is not null)
            .Select(change => Button.Opening(turn.Text($"{change.Field}_button").Text, change.Dialog));
        var person = turn.Person;
        var zone = person.ToContact(Milestones.None).Zone;
        var school = person.Npsn is { } npsn ? await Schools.FindAsync(turn.Session, npsn) : null;
        await turn.SayInPrivateAsync(
            turn.Text(
                "profile",
                ("name", person.Name),
                ("role", LabelOf(turn, "ubah_peran", person.Role)),
                ("level", LabelOf(turn, "ubah_jenjang", person.Level)),
                ("region", person.Region is { } code ? turn.Library.Texts.Data.Display("region", code, new ValueContext(turn.Now, zone, person.Language)) : null),
                ("npsn", school is null ? person.Npsn : $"{school.Npsn} ({school.Name})"),
                ("zone", Moments.ClockName(turn.Now, zone))),
            [.. buttons, turn.MenuButton]);
    }

    /// <summary>What the button said that gave this value; the value itself when no button says so any more.</summary>
    private static string? LabelOf(CapabilityTurn turn, string dialog, string? value) => value is null
        ? null
        : turn.Library.Find(dialog)?.Steps.OfType<ChoicesStep>().Select(step => step.Find(value)).OfType<Choice>().FirstOrDefault()
            ?.Label.In(turn.Person.Language).Source ?? value;
}
