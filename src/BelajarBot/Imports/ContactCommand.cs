using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Imports;

/// <summary><c>/kontak</c>: whom the person can turn to in their area, or in one that they name.</summary>
internal sealed class ContactCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "kontak", ("contacts", ["area", "rows"]), ("none", ["area"]), ("which_area", []), ("unknown_area", []), ("no_area", []), ("region_button", []));

    private const string RegionDialog = "ubah_wilayah";

    CommandContract ICapability.Contract => Contract;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        var regions = turn.Library.Texts.Data.Types.Regions;
        var asked = turn.Arguments.Length > 0 ? turn.Arguments : turn.Person.Region;
        switch (asked is null ? null : regions.Resolve(asked))
        {
            case null:
                await turn.SayAsync(turn.Text("no_area"), [.. RegionButton(turn), turn.MenuButton]);
                break;
            case []:
                await turn.SayAsync(turn.Text("unknown_area"), [.. RegionButton(turn), turn.MenuButton]);
                break;
            case [var only]:
                var contacts = await ImportedLists.ContactsOfAsync(turn.Session, only.Code);
                await turn.SayAsync(
                    contacts.Count == 0
                        ? turn.Text("none", ("area", only.Name))
                        : turn.Text("contacts", ("area", only.Name), ("rows", string.Join("\n\n", contacts.Select(InLines)))),
                    turn.MenuButton);
                break;
            case { } several:
                await turn.SayAsync(
                    turn.Text("which_area"),
                    [.. several.Take(8).Select(region => Button.Asking(region.Name, Contract.Command, region.Code)), turn.MenuButton]);
                break;
        }
    }

    private static IEnumerable<Button> RegionButton(CapabilityTurn turn) =>
        turn.Library.Find(RegionDialog) is null ? [] : [Button.Opening(turn.Text("region_button").Text, RegionDialog)];

    private static string InLines(OfficeContact contact) => string.Join('\n', new[]
    {
        contact.Duty is null ? contact.Name : $"{contact.Name}, {contact.Duty}",
        string.Join(" · ", new[] { contact.Phone, contact.Telegram, contact.Email }.OfType<string>()),
        contact.Hours,
    }.OfType<string>());
}
