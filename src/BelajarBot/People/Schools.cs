using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.Storage;

namespace BelajarBot.People;

/// <summary>A school, as the imported list has it.</summary>
/// <param name="Npsn">Its number.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Area">The code of its regency or city.</param>
/// <param name="Level">Its level, or null.</param>
internal sealed record School(string Npsn, string Name, string Area, string? Level)
{
    /// <summary>The school and where it is: "SDN 1 Cibadak, Kabupaten Sukabumi".</summary>
    internal string InWords(DialogLibrary library)
    {
        var place = library.Texts.Data.Types.Regions.Find(Area)?.Name ?? Area;
        var room = ContactFields.LongestSchool - place.Length - 3;
        return $"{Name.ShortenTo(room)}, {place}";
    }
}

/// <summary>Schools by their numbers.</summary>
internal static class Schools
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>The school of this number, or null while no list has it.</summary>
    internal static Task<School?> FindAsync(Session session, string npsn) =>
        session.FirstOrDefaultAsync<School>("select npsn, name, area, level from school where npsn = @npsn", new { npsn });

    /// <summary>The NPSN that somebody wrote, or null.</summary>
    internal static string? NpsnIn(Input? said, DialogLibrary library) =>
        said is TextInput { Text.Length: <= 100 }
        && library.Texts.Data.Types.TryCreate("npsn", ValueOptions.None, out var type)
        && type.Parse(said, new ValueContext(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, "id")) is ValueResult.Accepted { Value: var npsn }
            ? npsn : null;

    /// <summary>The schools that a turn may speak of, in words: the person's, and one that they have just named.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>> OfTurnAsync(Session session, DialogLibrary library, Person person, Input? said)
    {
        if (!library.ReadsSchools)
        {
            return None;
        }

        var own = person is { Npsn: { } number, SchoolName: { } name, SchoolArea: { } area } ? new School(number, name, area, Level: null) : null;
        var named = NpsnIn(said, library) is { } npsn && npsn != person.Npsn ? await FindAsync(session, npsn) : null;
        return own is null && named is null ? None
            : new[] { own, named }.OfType<School>().ToDictionary(school => school.Npsn, school => school.InWords(library));
    }
}
