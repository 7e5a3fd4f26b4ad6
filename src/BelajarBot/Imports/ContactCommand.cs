using System.Globalization;
using System.Text;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Imports;

/// <summary>
/// <c>/kontak</c>: whom the person can turn to in their area, or in one that they name. An admin writes the list of their own areas with
/// <c>/kontak impor</c>, as lines of a table.
/// </summary>
internal sealed class ContactCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "kontak", ("contacts", ["area", "rows"]), ("none", ["area"]), ("which_area", []), ("unknown_area", []), ("no_area", []), ("region_button", []),
        ("import_button", []), ("import_ask", []), ("import_wrong", ["lines"]), ("import_line", ["line"]), ("import_line_outside", ["line"]), ("imported", ["count", "areas"]));

    private const string RegionDialog = "ubah_wilayah";
    private const string Import = "impor";

    /// <summary>More than anybody mends before trying again.</summary>
    private const int MostWrong = 20;

    CommandContract ICapability.Contract => Contract;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        if (turn.Arguments.Trim().Equals(Import, StringComparison.OrdinalIgnoreCase))
        {
            await (turn.Officer.May(Permission.Import) ? ImportAsync(turn) : turn.RefuseAsync());
            return;
        }

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
                    [.. turn.Officer.May(Permission.Import, only.Code) ? new[] { turn.Button("import_button", Import) } : [], turn.MenuButton]);
                break;
            case { } several:
                await turn.SayAsync(
                    turn.Text("which_area"),
                    [.. several.Take(8).Select(region => Button.Asking(region.Name, Contract.Command, region.Code)), turn.MenuButton]);
                break;
        }
    }

    /// <summary>All of it or nothing; lines of other areas are never taken.</summary>
    private static async Task ImportAsync(CapabilityTurn turn)
    {
        if (turn.Said is not TextInput { Text: var text })
        {
            turn.Await(Import);
            await turn.SayAsync(turn.Text("import_ask"), turn.MenuButton);
            return;
        }

        var read = ImportedLists.ReadContacts(Encoding.UTF8.GetBytes(text), turn.Library.Texts.Data.Types.Regions, turn.Officer.In(Permission.Import));
        if (read.Rejected.Count > 0 || read.Rows.Count == 0)
        {
            if (read.Rejected.Any(line => line.Reason == ImportedLists.OutsideArea))
            {
                await turn.AuditAsync("kontak.refused");
            }

            turn.Await(Import);
            await turn.SayAsync(
                turn.Text("import_wrong", ("lines", string.Join('\n', read.Rejected.Take(MostWrong).Select(line => turn.Text(
                    line.Reason == ImportedLists.OutsideArea ? "import_line_outside" : "import_line", ("line", line.Line.ToString(CultureInfo.InvariantCulture))).Text)))),
                turn.MenuButton);
            return;
        }

        await ImportedLists.WriteByAreaAsync(turn.Session, read.Rows);
        var areas = read.Rows.Select(row => row.Area).Distinct().Order(StringComparer.Ordinal).ToList();
        var count = read.Rows.Count.ToString(CultureInfo.InvariantCulture);
        await turn.AuditAsync("kontak.imported", AreaLimit.Around(areas), details: count);
        await turn.SayAsync(turn.Text("imported", ("count", count), ("areas", string.Join(", ", areas.Select(turn.AreaIn)))), turn.MenuButton);
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
