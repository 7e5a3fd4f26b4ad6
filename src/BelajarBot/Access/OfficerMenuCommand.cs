using System.Collections.Immutable;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Access;

/// <summary><c>/tugas</c>: what an officer may do here, a button for each. It shows; every command is checked when it comes.</summary>
internal sealed class OfficerMenuCommand : ICapability
{
    /// <summary>The commands in the order of how often they are needed, each with what it needs.</summary>
    internal static readonly IReadOnlyList<(string Command, Permission? Needed)> Work =
    [
        ("tiket", Permission.AnswerTickets), ("siaran", Permission.Broadcast), ("statistik", Permission.ReadStatistics), ("kegiatan", Permission.HoldEvents),
        ("usulan", Permission.ReviewSubmissions), ("edaran", Permission.PublishCirculars), ("ekspor", Permission.Export), ("jadwal", Permission.SeeSchedule),
        ("program", Permission.ChangeProgrammes), ("audit", Permission.ReadAudit), ("peran", null),
    ];

    internal static readonly CommandContract Contract = new(
        "tugas", [("menu", []), ("none", []), .. Work.Select(work => ($"{work.Command}_button", ImmutableArray<string>.Empty))]);

    CommandContract ICapability.Contract => Contract;

    bool ICapability.IsForOfficers => true;

    public Task AnswerAsync(CapabilityTurn turn) => turn.Officer.Grants.Count == 0
        ? turn.SayAsync(turn.Text("none"), turn.MenuButton)
        : turn.SayAsync(
            turn.Text("menu"),
            [
                .. Work.Where(work => work.Needed is not { } needed || turn.Officer.May(needed))
                    .Select(work => Button.Asking(turn.Text($"{work.Command}_button").Text, work.Command, "")),
                turn.MenuButton,
            ]);
}
