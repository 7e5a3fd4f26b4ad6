using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Transcripts;

/// <summary>What the transcripts say about the dialogs that they lie beside.</summary>
internal static class PlayedDialogs
{
    /// <summary>
    /// Plays every transcript of a folder and warns of the parts that none touches, in dialogs that have one beside them. A
    /// dialog without any is its author's choice; lines that cannot be read are reported too.
    /// </summary>
    internal static async Task<IReadOnlyList<Problem>> UntouchedAsync(string folder, DialogLibrary library, CancellationToken cancel)
    {
        var tested = library.Dialogs.Concat(library.Programmes.Reminding).Where(dialog => File.Exists(Path.Combine(folder, Path.ChangeExtension(dialog.File, ".chat")))).Select(dialog => dialog.Id).ToHashSet();
        if (tested.Count == 0)
        {
            return [];
        }

        var files = await ChatFolder.ReadAsync([folder], cancel);
        using var storage = new ScriptStorage();
        var runner = new TranscriptRunner(storage.Options, folder);
        foreach (var transcript in files.SelectMany(file => file.Transcripts))
        {
            await runner.PlayAsync(transcript, new PlayOptions(), cancel);
        }

        return
        [
            .. files.SelectMany(file => file.Problems),
            .. runner.Coverage?.Dialogs.Where(dialog => tested.Contains(dialog.Dialog.Id)).SelectMany(UntouchedParts.Of) ?? [],
        ];
    }
}
