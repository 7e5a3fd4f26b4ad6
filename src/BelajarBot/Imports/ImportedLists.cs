using System.Globalization;
using System.Text;
using BelajarBot.Access;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Imports;

/// <summary>Somebody, or an office, that a teacher can turn to.</summary>
/// <param name="Area">The code of the area; empty for the whole country.</param>
/// <param name="Name">Who it is.</param>
/// <param name="Duty">What they do, or null.</param>
/// <param name="Phone">The number to call, or null.</param>
/// <param name="Telegram">The name on Telegram, or null.</param>
/// <param name="Email">The e-mail address, or null.</param>
/// <param name="Hours">When they answer, or null.</param>
internal sealed record OfficeContact(string Area, string Name, string? Duty, string? Phone, string? Telegram, string? Email, string? Hours);

/// <summary>The lists that come from files: read wholly, and written wholly or not at all.</summary>
internal static class ImportedLists
{
    /// <summary>The columns of the list of contacts.</summary>
    internal static readonly (string[] Required, string[] Optional) ContactColumns = (["area", "name"], ["duty", "phone", "telegram", "email", "hours"]);

    /// <summary>The columns of the list of schools.</summary>
    internal static readonly (string[] Required, string[] Optional) SchoolColumns = (["npsn", "name", "area"], ["level"]);

    private const int RowsAtOnce = 100;

    /// <summary>However many a regency has, those of the province and the country stand below.</summary>
    private const int MostOfAnArea = 5;

    /// <summary>Why a line is not taken whose area is not that of whoever brings it.</summary>
    internal const string OutsideArea = "it is outside your area";

    /// <summary>Why a line is not taken that holds what the bot must not keep, much less show to everybody.</summary>
    internal const string Secret = "it holds an identity number, a password or a code; take that out";

    internal static ImportRead<OfficeContact> ReadContacts(byte[] content, Regions regions) => ReadContacts(content, regions, AreaLimit.Everywhere);

    /// <summary>Reads contacts of these areas only.</summary>
    internal static ImportRead<OfficeContact> ReadContacts(byte[] content, Regions regions, AreaLimit own) => ImportFile.Read<OfficeContact>(
        content, ContactColumns.Required, ContactColumns.Optional,
        row =>
        {
            if (Area(row["area"]!, regions, mayBeCountry: true) is not { } area)
            {
                return (null, UnknownArea(row["area"]!), false);
            }

            if (!own.Includes(area))
            {
                return (null, OutsideArea, false);
            }

            if (ContactColumns.Required.Concat(ContactColumns.Optional).Any(column => row[column] is { } cell && SecretDetector.Redact(cell).Kinds.Count > 0))
            {
                return (null, Secret, false);
            }

            return (row["phone"] ?? row["telegram"] ?? row["email"]) is null
                ? (null, "there is no way to reach them: give a phone, telegram or email", false)
                : (new OfficeContact(area, row["name"]!, row["duty"], row["phone"], row["telegram"], row["email"], row["hours"]), null, IsMoved(row["area"]!, area));
        });

    internal static ImportRead<School> ReadSchools(byte[] content, Regions regions)
    {
        var seen = new HashSet<string>();
        return ImportFile.Read<School>(
            content, SchoolColumns.Required, SchoolColumns.Optional,
            row =>
            {
                var npsn = row["npsn"]!;
                var reason = npsn.Length != 8 || !npsn.All(char.IsAsciiDigit) ? $"\"{npsn}\" is no NPSN: it has eight digits. Spreadsheets drop a leading zero; make the column text"
                    : row["level"] is { } level && !ContactFields.ChoicesOf("level").Contains(level.ToLowerInvariant())
                        ? $"\"{level}\" is no level. There are: {string.Join(", ", ContactFields.ChoicesOf("level"))}"
                    : Area(row["area"]!, regions, mayBeCountry: false) is null ? UnknownArea(row["area"]!)
                    : seen.Contains(npsn) ? $"NPSN {npsn} stands there twice"
                    : null;
                if (reason is not null)
                {
                    return (null, reason, false);
                }

                seen.Add(npsn);
                var area = Area(row["area"]!, regions, mayBeCountry: false)!;
                return (new School(npsn, row["name"]!, area, row["level"]?.ToLowerInvariant()), null, IsMoved(row["area"]!, area));
            });
    }

    /// <summary>
    /// The file is the whole list of the provinces that it names (and of the country as such, if it does): who stands there no more is gone, and
    /// the lists of other provinces stay as they are.
    /// </summary>
    internal static async Task WriteAsync(Session session, IReadOnlyList<OfficeContact> contacts)
    {
        foreach (var province in contacts.Select(contact => ProvinceOf(contact.Area)).Distinct())
        {
            await session.ExecuteAsync(
                "delete from office_contact where area = @province or (@province <> '' and area like @province || '.%')", new { province });
        }

        await AddAsync(session, contacts);
    }

    /// <summary>What an officer writes is the whole list of each area that it names, and of no other.</summary>
    internal static async Task WriteByAreaAsync(Session session, IReadOnlyList<OfficeContact> contacts)
    {
        foreach (var area in contacts.Select(contact => contact.Area).Distinct())
        {
            await session.ExecuteAsync("delete from office_contact where area = @area", new { area });
        }

        await AddAsync(session, contacts);
    }

    private static Task AddAsync(Session session, IReadOnlyList<OfficeContact> contacts) => InsertAsync(
        session, "office_contact", ["area", "name", "duty", "phone", "telegram", "email", "hours"], "", contacts,
        contact => [contact.Area, contact.Name, contact.Duty, contact.Phone, contact.Telegram, contact.Email, contact.Hours]);

    /// <summary>Schools are added, or known better; none goes, because people may have named it.</summary>
    internal static Task WriteAsync(Session session, IReadOnlyList<School> schools) => InsertAsync(
        session, "school", ["npsn", "name", "area", "level"],
        " on conflict (npsn) do update set name = excluded.name, area = excluded.area, level = coalesce(excluded.level, school.level)", schools,
        school => [school.Npsn, school.Name, school.Area, school.Level]);

    /// <summary>Whom to turn to in an area: first who is nearest.</summary>
    internal static Task<List<OfficeContact>> ContactsOfAsync(Session session, string area) => session.QueryAsync<OfficeContact>(
        """
        select area, name, duty, phone, telegram, email, hours
        from (select c.*, row_number() over (partition by c.area order by c.id) as place from office_contact c where c.area in (@area, @province, '')) near
        where near.place <= @MostOfAnArea order by length(area) desc, id
        """,
        new { area, province = ProvinceOf(area), MostOfAnArea });

    private static string ProvinceOf(string area) => area.Length > 2 ? area[..2] : area;

    private static async Task InsertAsync<T>(
        Session session, string table, string[] columns, string conflict, IReadOnlyList<T> rows, Func<T, string?[]> values)
    {
        session.Unhurried = true;
        foreach (var some in rows.Chunk(RowsAtOnce))
        {
            var sql = new StringBuilder($"insert into {table} ({string.Join(", ", columns)}) values ");
            var parameters = new Dictionary<string, object?>();
            for (var i = 0; i < some.Length; i++)
            {
                sql.Append(i == 0 ? "(" : ", (");
                foreach (var (value, j) in values(some[i]).Select((value, j) => (value, j)))
                {
                    // A null has no type of its own in a list of values.
                    sql.Append(j == 0 ? "" : ", ").Append(value is null ? "cast(null as text)" : string.Create(CultureInfo.InvariantCulture, $"@v{i}_{j}"));
                    if (value is not null)
                    {
                        parameters[string.Create(CultureInfo.InvariantCulture, $"@v{i}_{j}")] = value;
                    }
                }

                sql.Append(')');
            }

            await session.ExecuteAsync(sql.Append(conflict).ToString(), parameters);
        }
    }

    /// <summary>The present code of an area that is written as a code, of whatever year, or as a name that means one area only.</summary>
    internal static string? Area(string written, Regions regions, bool mayBeCountry) =>
        mayBeCountry && written is "nasional" or "Nasional" or "00" ? ""
        : regions.Resolve(written) is [var only] ? only.Code
        : null;

    /// <summary>Whether a code of before 2022 became another.</summary>
    internal static bool IsMoved(string written, string area) => written != area && written.All(c => c is '.' || char.IsAsciiDigit(c)) && area.Length > 0;

    /// <summary>Why an area cannot be taken, and the way out.</summary>
    internal static string UnknownArea(string written) => $"\"{written}\" is no area: write its code, as 32.73, or its full name";
}
