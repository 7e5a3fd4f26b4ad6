using System.Globalization;
using System.Text;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Imports;

/// <summary>
/// <c>/kontak</c>: whom the person can turn to in their area, or in one that they name. An admin writes the list of their own areas with
/// <c>/kontak impor</c>, as lines of a table, or sends it as a file.
/// </summary>
internal sealed class ContactCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "kontak", ("contacts", ["area", "rows"]), ("none", ["area"]), ("which_area", []), ("unknown_area", []), ("no_area", []), ("region_button", []),
        ("import_button", []), ("import_ask", []), ("import_wrong", ["lines"]), ("import_line", ["line"]), ("import_line_outside", ["line"]), ("import_line_secret", ["line"]), ("import_encoding", ["line"]),
        ("imported", ["count", "areas"]), ("file_fetching", []), ("file_kind", []), ("file_large", ["most"]), ("file_gone", []), ("file_look", ["count", "areas"]),
        ("save_button", ["count"]), ("drop_button", []), ("again_button", []), ("file_over", []), ("file_dropped", []));

    private const string RegionDialog = "ubah_wilayah";
    internal const string Import = "impor";
    internal const string Yes = "ya";
    internal const string No = "tidak";

    CommandContract ICapability.Contract => Contract;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        if (turn.Arguments.Trim().Split('.', 3) is [var verb, .. var answer] && verb.Equals(Import, StringComparison.OrdinalIgnoreCase))
        {
            await (!turn.Officer.May(Permission.Import) ? turn.RefuseAsync() : answer is [var word, var number] ? AnswerAsync(turn, word, number) : ImportAsync(turn));
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

    /// <summary>What the button of an answer to a file carries: which file it was, as another may have come since.</summary>
    internal static string Answer(string word, DateTimeOffset askedAt) =>
        string.Create(CultureInfo.InvariantCulture, $"{Import}.{word}.{askedAt.ToUnixTimeMilliseconds()}");

    private static async Task ImportAsync(CapabilityTurn turn)
    {
        var words = new ContactWords(turn.Library, turn.Person.Language);
        switch (turn.Said)
        {
            case TextInput text:
                await KeepAsync(turn, words, text.Text);
                break;
            case FileInput { Bytes: > ContactFiles.MostBytes }:
                await AskAsync(turn, words["file_large", ("most", ContactWords.Number(ContactFiles.MostBytes / 1024))]);
                break;
            case FileInput file when file.Kind == FileKind.Photo || file.IsGone || !MayBeTable(file):
                await AskAsync(turn, words[file.IsGone ? "file_gone" : "file_kind"]);
                break;
            case FileInput file:
                await ContactFiles.AskAsync(turn.Session, turn.Person.Id, file.Reference, turn.Now);
                await turn.SayAsync(words["file_fetching"], turn.MenuButton);
                break;
            default:
                await AskAsync(turn, words["import_ask"]);
                break;
        }
    }

    /// <summary>Says something, and awaits the list after it.</summary>
    private static Task AskAsync(CapabilityTurn turn, RichText text)
    {
        turn.Await(Import);
        return turn.SayAsync(text, turn.MenuButton);
    }

    /// <summary>The name is the sender's and proves nothing, but a spreadsheet or a PDF is not worth fetching.</summary>
    private static bool MayBeTable(FileInput file) => file.Format is null or FileFormat.Text or FileFormat.Other
        && Path.GetExtension(file.Name ?? "").ToLowerInvariant() is "" or ".csv" or ".txt" or ".tsv";

    /// <summary>The officer says yes to a file that was shown to them, or no.</summary>
    private static async Task AnswerAsync(CapabilityTurn turn, string word, string number)
    {
        var words = new ContactWords(turn.Library, turn.Person.Language);
        var content = word is Yes or No && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? await ContactFiles.TakeAsync(turn.Session, turn.Person.Id, DateTimeOffset.FromUnixTimeMilliseconds(at))
            : null;
        if (content is null || word == No)
        {
            await turn.SayAsync(words[content is null ? "file_over" : "file_dropped"], words.Button("again_button", Import), turn.MenuButton);
            return;
        }

        // Areas may have been taken away, or renamed, since it was shown.
        await KeepAsync(turn, words, content);
    }

    /// <summary>All of it or nothing; lines of other areas are never taken.</summary>
    private static async Task KeepAsync(CapabilityTurn turn, ContactWords words, string text)
    {
        var read = ImportedLists.ReadContacts(Encoding.UTF8.GetBytes(text), turn.Library.Texts.Data.Types.Regions, turn.Officer.In(Permission.Import));
        if (read.Rejected.Count > 0 || read.Rows.Count == 0)
        {
            if (read.Rejected.Any(line => line.Reason == ImportedLists.OutsideArea))
            {
                await turn.AuditAsync("kontak.refused");
            }

            await AskAsync(turn, words.Wrong(read.Rejected));
            return;
        }

        await ImportedLists.WriteByAreaAsync(turn.Session, read.Rows);
        var areas = read.Rows.Select(row => row.Area).Distinct().Order(StringComparer.Ordinal).ToList();
        var count = ContactWords.Number(read.Rows.Count);
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
