using System.Security.Cryptography;
using System.Text;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;

namespace BelajarBot.Privacy;

/// <summary><c>/koreksi</c>: the way to the profile, and the marks that were reached, each with a button to take it back.</summary>
internal sealed class CorrectCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "koreksi", ("explain", []), ("marks", []), ("profile_button", []), ("undo_button", ["title", "mark"]), ("undone", ["title", "mark"]));

    /// <summary>A message with more buttons is hard to read on a phone; the newest marks are the likely ones.</summary>
    private const int MostMarks = 10;

    CommandContract ICapability.Contract => Contract;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        var reached = (await Milestones.OfPersonAsync(turn.Session, turn.Person.Id, turn.Library))
            .OrderByDescending(mark => mark.Value).Select(mark => mark.Key).ToList();
        if (turn.IsPress && reached.Find(mark => KeyOf(mark) == turn.Arguments) is ({ } scope, { } name))
        {
            await Milestones.TakeBackAsync(turn.Scope, scope, name, turn.Library.CycleOf(scope));
            reached.Remove((scope, name));
            await turn.SayAsync(turn.Text("undone", Words(turn, (scope, name))));
        }

        var buttons = reached.Take(MostMarks).Select(mark => Button.Asking(turn.Text("undo_button", Words(turn, mark)).Text, Contract.Command, KeyOf(mark)));
        await turn.SayAsync(
            turn.Text(reached.Count == 0 ? "explain" : "marks"),
            [.. buttons, Button.Asking(turn.Text("profile_button").Text, "profil", ""), turn.MenuButton]);
    }

    /// <summary>A scope and a name can be too long for a button; their hash is not.</summary>
    private static string KeyOf((string Scope, string Name) mark) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{mark.Scope}.{mark.Name}")))[..16];

    private static (string Name, string? Words)[] Words(CapabilityTurn turn, (string Scope, string Name) mark)
    {
        var dialog = turn.Library.Dialogs.FirstOrDefault(dialog => dialog.MilestoneScope == mark.Scope && dialog.Milestones.Contains(mark.Name));
        return [("title", dialog?.Title.In(turn.Person.Language).Source ?? mark.Scope.Replace('_', ' ')), ("mark", turn.Library.Programmes.MilestoneIn(mark.Scope, mark.Name, turn.Person.Language))];
    }
}
