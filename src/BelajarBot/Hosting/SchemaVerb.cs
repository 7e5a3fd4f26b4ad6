using BelajarBot.Conversations;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Hosting;

/// <summary><c>schema</c>: the JSON Schema of a dialog file, as kept in <c>docs/dialog.schema.json</c>.</summary>
internal static class SchemaVerb
{
    internal static async Task<int> RunAsync(IEnumerable<string> settings, CancellationToken cancel)
    {
        var files = await DialogFolder.ReadAsync(await Settings.DialogFolderAsync(settings), cancel);
        await Console.Out.WriteAsync(DialogSchema.Write(DialogLoader.LoadLanguage(files).Types.Names));
        return ExitCode.Fine;
    }
}
