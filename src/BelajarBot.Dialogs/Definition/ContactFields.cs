using System.Collections.Frozen;
using System.Collections.Immutable;

namespace BelajarBot.Dialogs.Definition;

/// <summary>What may be known about a person, besides what conversations hold: the fields that dialogs read and save.</summary>
public static class ContactFields
{
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["name"] = "text",
        ["role"] = "choice",
        ["level"] = "choice",
        ["region"] = "region",
        ["npsn"] = "npsn",
        ["email_belajar"] = "belajar_id",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, ImmutableArray<string>> Choices = new Dictionary<string, ImmutableArray<string>>
    {
        ["role"] = ["guru", "kepsek", "operator", "tendik", "pengawas", "dinas", "mitra", "lainnya"],
        ["level"] = ["paud", "sd", "smp", "sma", "smk", "slb", "kesetaraan", "madrasah", "lainnya"],
    }.ToFrozenDictionary();

    /// <summary>The school that belongs to the person's NPSN, in words: it follows from that field, so dialogs can read it and not save it.</summary>
    public const string School = "school";

    /// <summary>The most that <see cref="School"/> can be.</summary>
    public const int LongestSchool = 150;

    /// <summary>All field names.</summary>
    public static IReadOnlyCollection<string> Names => Types.Keys;

    /// <summary>The fields that texts and conditions of dialogs may read.</summary>
    public static IEnumerable<string> Readable => Names.Append(School);

    /// <summary>The type of a field's value, or null when there is no such field.</summary>
    /// <param name="field">Its name, without <c>contact.</c>.</param>
    public static string? TypeOf(string field) => Types.GetValueOrDefault(field);

    /// <summary>The ids that a field with a closed list may hold; empty for any other.</summary>
    /// <param name="field">Its name, without <c>contact.</c>.</param>
    public static ImmutableArray<string> ChoicesOf(string field) => Choices.TryGetValue(field, out var ids) ? ids : [];
}
