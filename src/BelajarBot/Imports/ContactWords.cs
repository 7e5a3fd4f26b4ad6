using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Imports;

/// <summary>The texts of <c>/kontak impor</c> in a language, in a turn and outside of it.</summary>
internal sealed class ContactWords(DialogLibrary library, string language)
{
    /// <summary>More than anybody mends before trying again.</summary>
    private const int MostWrong = 20;

    /// <summary>More than anybody reads through before saying yes.</summary>
    private const int MostAreas = 20;

    internal RichText this[string key, params ReadOnlySpan<(string Name, string? Words)> values] =>
        library.Texts.FindCommand(ContactCommand.Contract.Command)!.Texts[key].In(language).Render(new NamedValues(values));

    internal Button Button(string key, string arguments, params ReadOnlySpan<(string Name, string? Words)> values) =>
        Dialogs.Engine.Button.Asking(this[key, values].Text, ContactCommand.Contract.Command, arguments);

    internal Button MenuButton => Dialogs.Engine.Button.ToMenu(library.Texts["menu_button"].In(language).Source);

    /// <summary>Each line that cannot be taken, by its number, and what to look at. Where none stands below the names of the columns it is the second.</summary>
    internal RichText Wrong(IReadOnlyList<RejectedLine> rejected) => this[
        "import_wrong", ("lines", string.Join('\n', rejected.DefaultIfEmpty(new RejectedLine(2, "it is missing")).Take(MostWrong).Select(line => this[
            line.Reason switch
            {
                ImportedLists.OutsideArea => "import_line_outside",
                ImportedLists.Secret => "import_line_secret",
                ImportFile.NotUtf8 or ImportFile.NotText => "import_encoding",
                _ => "import_line",
            },
            ("line", Number(line.Line))].Text)))];

    /// <summary>What a file says, before anything is kept of it.</summary>
    internal RichText Look(IReadOnlyList<OfficeContact> contacts)
    {
        var areas = contacts.GroupBy(contact => contact.Area).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var lines = areas.Take(MostAreas).Select(area => $"• {Area(area.Key)}: {Number(area.Count())}");
        return this["file_look", ("count", Number(contacts.Count)), ("areas", string.Join('\n', areas.Count > MostAreas ? lines.Append("…") : lines))];
    }

    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private string Area(string code) => code == AreaLimit.WholeCountry
        ? library.Texts["whole_country"].In(language).Source
        : library.Texts.Data.Types.Regions.Find(code)?.Name ?? code;
}
