using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Transcripts;

/// <summary>
/// A copy of the dialogs that a conversation with <c>admin publishes</c> may change. Another version of a dialog lies beside
/// the transcript: <c>v2</c> is the file <c>aktivasi.v2</c> for <c>aktivasi.chat</c>, any other word a file of that name. It ends
/// in anything but <c>.yaml</c>, or it would be a dialog of its own.
/// </summary>
internal sealed class PublishedFolder : IDisposable
{
    private readonly DirectoryInfo copy = Directory.CreateTempSubdirectory("belajarbot-publish-");
    private readonly string transcript;

    private PublishedFolder(string transcript) => this.transcript = transcript;

    internal string Path => copy.FullName;

    /// <summary>Copies the dialogs of a folder.</summary>
    /// <param name="dialogs">The folder.</param>
    /// <param name="transcript">The file of the conversation, as seen from here or from that folder.</param>
    /// <param name="cancel">Stops it.</param>
    internal static async Task<PublishedFolder> CopyAsync(string dialogs, string transcript, CancellationToken cancel)
    {
        var folder = new PublishedFolder(File.Exists(transcript) ? transcript : System.IO.Path.Combine(dialogs, transcript));
        foreach (var (file, text) in await DialogFolder.ReadAsync(dialogs, cancel))
        {
            var path = System.IO.Path.Combine(folder.Path, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text, cancel);
        }

        return folder;
    }

    /// <summary>Puts a version in the place of its dialog; returns why it cannot be done, or null.</summary>
    internal async Task<string?> PutAsync(string version, DialogLibrary library, CancellationToken cancel)
    {
        var candidates = new[] { System.IO.Path.ChangeExtension(transcript, version), System.IO.Path.Combine(System.IO.Path.GetDirectoryName(transcript) ?? "", version) };
        if (Array.Find(candidates, File.Exists) is not { } file)
        {
            return $"Tidak ada versi \"{version}\" di samping transkrip: {string.Join(", ", candidates)}. / There is no version \"{version}\" beside the transcript.";
        }

        var text = await File.ReadAllTextAsync(file, cancel);
        var id = text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("dialog:", StringComparison.Ordinal))?["dialog:".Length..].Trim();
        if (id is null || library.Find(id) is not { } dialog)
        {
            return $"{file} memuat dialog \"{id ?? "-"}\", yang belum ada. / {file} holds the dialog \"{id ?? "-"}\", which does not exist yet.";
        }

        await File.WriteAllTextAsync(System.IO.Path.Combine(Path, dialog.File), text, cancel);
        return null;
    }

    public void Dispose() => copy.Delete(recursive: true);
}
