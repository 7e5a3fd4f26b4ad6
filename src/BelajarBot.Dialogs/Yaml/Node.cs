using BelajarBot.Dialogs.Checks;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>A piece of a YAML file, with its place. Every scalar is a string; the schema gives it its type.</summary>
internal abstract class Node(Place place)
{
    internal Place Place { get; } = place;
}

internal sealed class ScalarNode(Place place, string value) : Node(place)
{
    internal string Value { get; } = value;
}

internal sealed class ListNode(Place place, IReadOnlyList<Node> items) : Node(place)
{
    internal IReadOnlyList<Node> Items { get; } = items;
}

/// <summary>A mapping in the order written; a key that stands twice is already reported and kept once.</summary>
internal sealed class MapNode(Place place, IReadOnlyList<KeyValuePair<ScalarNode, Node>> entries) : Node(place)
{
    internal IReadOnlyList<KeyValuePair<ScalarNode, Node>> Entries { get; } = entries;

    internal bool Has(string key) => Find(key) is not null;

    internal Node? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Value == key)
            {
                return entry.Value;
            }
        }

        return null;
    }

    /// <summary>Where the key's value stands, or the mapping itself when the key is absent.</summary>
    internal Place PlaceOf(string key) => Find(key)?.Place ?? Place;
}
