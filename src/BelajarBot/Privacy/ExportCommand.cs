using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Privacy;

/// <summary><c>/dataku</c>: everything that is kept about the person, as a file.</summary>
internal sealed class ExportCommand : ICapability
{
    internal static readonly CommandContract Contract = new("dataku", ("explain", []), ("file_name", []));

    CommandContract ICapability.Contract => Contract;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        // Not protected against being saved, as other private messages are: they have a right to take it with them.
        await turn.SendFileAsync(turn.Text("file_name").Text, await PersonExport.WriteAsync(turn), turn.Text("explain"));
    }
}
