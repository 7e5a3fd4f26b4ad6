using BelajarBot.Storage;

namespace BelajarBot.People;

/// <summary>A school, as the imported list has it.</summary>
/// <param name="Npsn">Its number.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Area">The code of its regency or city.</param>
/// <param name="Level">Its level, or null.</param>
internal sealed record School(string Npsn, string Name, string Area, string? Level);

/// <summary>Schools by their numbers.</summary>
internal static class Schools
{
    /// <summary>The school of this number, or null while no list has it.</summary>
    internal static Task<School?> FindAsync(Session session, string npsn) =>
        session.FirstOrDefaultAsync<School>("select npsn, name, area, level from school where npsn = @npsn", new { npsn });
}
