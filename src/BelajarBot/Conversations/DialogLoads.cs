using System.Security.Cryptography;
using System.Text;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Conversations;

/// <summary>
/// Loads dialogs and remembers the latest results by everything that went into them: to compare is much quicker than to
/// read and to check. A bot looks again at files of which only the time has changed; transcripts start a bot a thousand
/// times on the same files.
/// </summary>
/// <param name="most">How many results are remembered.</param>
internal sealed class DialogLoads(int most = 1)
{
    private readonly Lock gate = new();
    private readonly LinkedList<(string Key, LoadedDialogs Loaded)> latest = [];
    private readonly LinkedList<(string Key, DialogFiles Files)> latestFiles = [];

    /// <summary>As <see cref="DialogLoader.Load"/>, with the files of a folder.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="stamp">What <see cref="DialogFolder.Stamp"/> was just now; while it is the same, so are the files.</param>
    /// <param name="inUse">The revisions that people are still in.</param>
    /// <param name="contracts">What the commands' texts are for.</param>
    /// <param name="overrides">What administrators changed of the programmes.</param>
    /// <param name="cancel">Stops the reading.</param>
    internal async Task<LoadedDialogs> LoadAsync(
        string folder,
        int stamp,
        IReadOnlyList<DialogSource> inUse,
        IReadOnlyCollection<CommandContract> contracts,
        IReadOnlyList<ProgrammeOverride> overrides,
        CancellationToken cancel)
    {
        var files = await RememberAsync(latestFiles, $"{stamp} {folder}", async () => DialogFiles.Of(await DialogFolder.ReadAsync(folder, cancel)));
        return await RememberAsync(
            latest, KeyOf(files, inUse, overrides), () => Task.FromResult(DialogLoader.Load(files.Texts, inUse, contracts, overrides)));
    }

    /// <summary>What is known under a key, or else what is found out now.</summary>
    private async Task<T> RememberAsync<T>(LinkedList<(string Key, T Value)> known, string key, Func<Task<T>> find)
    {
        lock (gate)
        {
            for (var node = known.First; node is not null; node = node.Next)
            {
                if (node.Value.Key == key)
                {
                    known.Remove(node);
                    known.AddFirst(node);
                    return node.Value.Value;
                }
            }
        }

        var value = await find();
        lock (gate)
        {
            known.AddFirst((key, value));
            if (known.Count > most)
            {
                known.RemoveLast();
            }
        }

        return value;
    }

    private static string KeyOf(DialogFiles files, IEnumerable<DialogSource> inUse, IEnumerable<ProgrammeOverride> overrides)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, files.Hash);
        foreach (var source in inUse.OrderBy(source => source.Dialog, StringComparer.Ordinal).ThenBy(source => source.Revision, StringComparer.Ordinal))
        {
            Add(hash, $"{source.Dialog} {source.Revision}");
        }

        foreach (var change in overrides)
        {
            Add(hash, change.ToString());
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>The length in front keeps what follows from running into it.</summary>
    private static void Add(IncrementalHash hash, string text)
    {
        hash.AppendData(BitConverter.GetBytes(text.Length));
        hash.AppendData(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The texts of a folder by path, and what says that they are the same as others.</summary>
    private sealed record DialogFiles(IReadOnlyDictionary<string, string> Texts, string Hash)
    {
        internal static DialogFiles Of(IReadOnlyDictionary<string, string> texts)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var (path, text) in texts.OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                Add(hash, path);
                Add(hash, text);
            }

            return new DialogFiles(texts, Convert.ToHexString(hash.GetHashAndReset()));
        }
    }
}
