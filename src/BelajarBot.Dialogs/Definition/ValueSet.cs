using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace BelajarBot.Dialogs.Definition;

/// <summary>
/// A small immutable set of named values: a person's fields, the answers of a conversation. A person has a handful, so
/// a short array that is searched from the front is smaller and faster than a dictionary.
/// </summary>
public sealed class ValueSet
{
    private readonly ImmutableArray<KeyValuePair<string, string>> values;

    private ValueSet(ImmutableArray<KeyValuePair<string, string>> values) => this.values = values;

    /// <summary>No values.</summary>
    public static ValueSet Empty { get; } = new([]);

    /// <summary>The names and values, in the order in which they were first set.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Entries => values;

    /// <summary>The value of a name, or null.</summary>
    /// <param name="name">The name, exactly.</param>
    public string? this[string name]
    {
        get
        {
            foreach (var entry in values)
            {
                if (entry.Key == name)
                {
                    return entry.Value;
                }
            }

            return null;
        }
    }

    /// <summary>Makes a set; a null value leaves its name out.</summary>
    /// <param name="entries">Names with values.</param>
    public static ValueSet Of(IEnumerable<KeyValuePair<string, string?>> entries) =>
        new([.. entries.Where(e => e.Value is not null).Select(e => new KeyValuePair<string, string>(e.Key, e.Value!))]);

    /// <summary>The same set with one value set or replaced.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">Its new value.</param>
    [SuppressMessage("Naming", "CA1725", Justification = "Plain words.")]
    public ValueSet With(string name, string value)
    {
        var entry = new KeyValuePair<string, string>(name, value);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Key == name)
            {
                return new(values.SetItem(i, entry));
            }
        }

        return new(values.Add(entry));
    }

    /// <summary>The same set without one name.</summary>
    /// <param name="name">The name to forget.</param>
    public ValueSet Without(string name)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Key == name)
            {
                return new(values.RemoveAt(i));
            }
        }

        return this;
    }
}
