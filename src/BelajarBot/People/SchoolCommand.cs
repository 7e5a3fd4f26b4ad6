using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.People;

/// <summary><c>/sekolah</c>, or an NPSN by itself: which school it is, so that nobody goes on with a wrong number.</summary>
internal sealed class SchoolCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "sekolah", ("ask", []), ("found", ["npsn", "school"]), ("unknown", ["npsn"]), ("no_npsn", []), ("npsn_button", []));

    private const string NpsnDialog = "ubah_npsn";

    CommandContract ICapability.Contract => Contract;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        var said = turn.Said ?? new TextInput(turn.Arguments);
        if (Schools.NpsnIn(said, turn.Library) is not { } npsn)
        {
            turn.Await("");
            await turn.SayAsync(turn.Text(turn.Said is null && turn.Arguments.Length == 0 ? "ask" : "no_npsn"), turn.MenuButton);
            return;
        }

        var school = await Schools.FindAsync(turn.Session, npsn);
        var text = school is null ? turn.Text("unknown", ("npsn", npsn)) : turn.Text("found", ("npsn", npsn), ("school", school.InWords(turn.Library)));
        await (npsn != turn.Person.Npsn && turn.Library.Find(NpsnDialog) is not null
            ? turn.SayAsync(text, Button.Opening(turn.Text("npsn_button").Text, NpsnDialog), turn.MenuButton)
            : turn.SayAsync(text, turn.MenuButton));
    }
}
