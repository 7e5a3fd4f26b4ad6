using System.Security.Cryptography;
using System.Text;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Conversations;

/// <summary>
/// Loads dialogs and remembers the latest results by everything that went into them: to compare is much quicker than to
/// read and to check. A bot looks again at files of which only the time has changed; transcripts start a bot a hundred times
/// on the same files.
/// </summary>
/// <param name="most">How many results are remembered.</param>
internal sealed class DialogLoads(int most = 1)
{
    private readonly Lock gate = new();
    private readonly LinkedList<(string Key, LoadedDialogs Loaded)> latest = [];

    /// <summary>As <see cref="DialogLoader.Load"/>.</summary>
    internal LoadedDialogs Load(
        IReadOnlyDictionary<string, string> files,
        IReadOnlyList<DialogSource> inUse,
        IReadOnlyCollection<CommandContract> contracts,
        IReadOnlyList<ProgrammeOverride> overrides)
    {
        var key = KeyOf(files, inUse, overrides);
        if (Find(key) is { } known)
        {
            return known;
        }

        var loaded = DialogLoader.Load(files, inUse, contracts, overrides);
        lock (gate)
        {
            latest.AddFirst((key, loaded));
            if (latest.Count > most)
            {
                latest.RemoveLast();
            }
        }

        return loaded;
    }

    private LoadedDialogs? Find(string key)
    {
        lock (gate)
        {
            for (var node = latest.First; node is not null; node = node.Next)
            {
                if (node.Value.Key == key)
                {
                    latest.Remove(node);
                    latest.AddFirst(node);
                    return node.Value.Loaded;
                }
            }
        }

        return null;
    }

    private static string KeyOf(
        IReadOnlyDictionary<string, string> files, IEnumerable<DialogSource> inUse, IEnumerable<ProgrammeOverride> overrides)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, text) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            Add(path);
            Add(text);
        }

        foreach (var source in inUse.OrderBy(source => source.Dialog, StringComparer.Ordinal).ThenBy(source => source.Revision, StringComparer.Ordinal))
        {
            Add($"{source.Dialog} {source.Revision}");
        }

        foreach (var change in overrides)
        {
            Add(change.ToString());
        }

        return Convert.ToHexString(hash.GetHashAndReset());

        // The length in front keeps what follows from running into it.
        void Add(string text)
        {
            hash.AppendData(BitConverter.GetBytes(text.Length));
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        }
    }
}
