using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Privacy;

/// <summary><c>/hapusdata</c>: says what goes, and does away with it when its button is pressed; no words do.</summary>
internal sealed class EraseCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "hapusdata", ("explain", []), ("yes_button", []), ("no_button", []), ("kept", []), ("too_late", []), ("erased", []));

    private const string Yes = "ya";
    private const string No = "tidak";

    CommandContract ICapability.Contract => Contract;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        if (turn.IsPress && Confirmation.Read(turn.Arguments, turn.Now) == Yes)
        {
            // The words are chosen while the language is still known, and said to an address that nobody is known at.
            var farewell = turn.Text("erased");
            await Erasure.EraseAsync(turn.Session, new ErasedPerson(turn.Person.Id, turn.Person.Channel, turn.Person.Address));
            turn.Scope.IsErased = true;
            await turn.SayAsync(farewell);
        }
        else if (turn.IsPress && turn.Arguments == No)
        {
            await turn.SayAsync(turn.Text("kept"), turn.MenuButton);
        }
        else
        {
            await turn.SayAsync(
                turn.Text(turn.IsPress && turn.Arguments.StartsWith(Yes, StringComparison.Ordinal) ? "too_late" : "explain"),
                turn.Button("yes_button", Confirmation.Of(Yes, turn.Now)), turn.Button("no_button", No));
        }
    }
}
