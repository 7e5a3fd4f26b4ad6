using BelajarBot.Dialogs.Definition;

namespace BelajarBot.People;

/// <summary>
/// The consents that a person has given, in one column of their row: a turn knows them without another query, and an
/// audience can be asked for them. <c>" data_program:1 foto:2 "</c>, or null for none.
/// </summary>
internal static class GivenConsents
{
    internal static ValueSet Read(string? column) => column is null
        ? ValueSet.Empty
        : ValueSet.Of(column.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split(':', 2))
            .Select(entry => new KeyValuePair<string, string?>(entry[0], entry[^1])));

    internal static string? Write(ValueSet consents) =>
        consents.Entries.IsEmpty ? null : $" {string.Join(' ', consents.Entries.Select(given => $"{given.Key}:{given.Value}"))} ";
}
