using BelajarBot.Conversations;

namespace BelajarBot.Access;

/// <content>Taking what a code offers.</content>
internal sealed partial class RolesCommand
{
    private const int MostWrong = 5;
    private const string WrongCode = "peran.wrong_code";
    private static readonly TimeSpan WrongWindow = TimeSpan.FromHours(1);

    private async Task OfferAsync(CapabilityTurn turn, string typed)
    {
        if (await LookUpAsync(turn, typed) is (var code, var invitation))
        {
            await turn.SayAsync(
                turn.Text(
                    "offer", ("role", RoleIn(turn, invitation.Role)), ("area", AreaIn(turn, invitation.Area)), ("lasts", LastsIn(turn, invitation.LastsDays)),
                    ("by", invitation.InvitedBy is { } inviter ? await NameAsync(turn, inviter) : turn.Text("by_console").Text)),
                turn.Button("accept_button", $"terima/{code}"), turn.Button("decline_button", "tolak"));
        }
    }

    private async Task TakeAsync(CapabilityTurn turn, string carried)
    {
        if (await LookUpAsync(turn, carried) is not (var code, var invitation))
        {
            return;
        }

        if (invitation.InvitedBy is not null && !await Invitations.TakeAsync(turn.Session, code, turn.Person.Id, turn.Now))
        {
            await turn.SayAsync(turn.Text("wrong_code"), turn.MenuButton);
            return;
        }

        var until = invitation.LastsDays is { } days ? turn.Now + TimeSpan.FromDays(days) : (DateTimeOffset?)null;
        if (invitation.InvitedBy is { } giver
            && (await officers.OfAsync(turn.Session, giver, turn.Now)).MayGrantUntil(invitation.Role, invitation.Area) is { } end && (until is null || until > end))
        {
            until = end;
        }

        until = await Officers.GrantAsync(turn.Session, turn.Person.Id, invitation.Role, invitation.Area, invitation.InvitedBy, until, turn.Now);
        turn.Scope.Menus.Add(turn.Person.Id);
        await turn.AuditAsync(invitation.InvitedBy is null ? "peran.claimed" : "peran.taken", invitation.Area, turn.Person.Id, invitation.Role.Name());
        var commands = turn.CommandsOf(await officers.OfAsync(turn.Session, turn.Person, turn.Now))
            .Select(command => turn.Text("command_line", ("command", command.Name), ("description", command.Description.In(turn.Person.Language).Source)).Text);
        await turn.SayAsync(
            turn.Text(
                "taken", ("role", RoleIn(turn, invitation.Role)), ("area", AreaIn(turn, invitation.Area)), ("until", UntilIn(turn, until)),
                ("commands", string.Join('\n', commands))),
            turn.MenuButton);
        if (invitation.InvitedBy is { } inviter)
        {
            var name = await NameAsync(turn, turn.Person.Id);
            await turn.TellAsync(inviter, language => turn.TextIn(
                language, "told_taken", ("name", name), ("role", RoleIn(turn, invitation.Role, language)), ("area", AreaIn(turn, invitation.Area, language))));
        }

        if (invitation.Picture is { } picture)
        {
            turn.Scope.Afterwards.Add(() => files.Delete(picture));
        }
    }

    /// <summary>
    /// The invitation of a code, or null after saying that there is none. Wrong, used, expired and own codes all get the same
    /// answer, and so does one whose inviter may not invite any more; five in an hour, and none is looked at.
    /// </summary>
    private async Task<(string Code, Invitation Invitation)?> LookUpAsync(CapabilityTurn turn, string typed)
    {
        var wrong = await turn.Session.ScalarAsync<long>(
            "select count(*) from audit where officer_id = @Id and act = @WrongCode and at > @since",
            new { turn.Person.Id, WrongCode, since = turn.Now - WrongWindow });
        if (wrong >= MostWrong)
        {
            await turn.SayAsync(turn.Text("too_many_wrong"), turn.MenuButton);
            return null;
        }

        if (InvitationCode.Read(typed) is { } code && await FindAsync(turn, code) is { } invitation)
        {
            return (code, invitation);
        }

        await turn.AuditAsync(WrongCode);
        await turn.SayAsync(turn.Text("wrong_code"), turn.MenuButton);
        return null;
    }

    private async Task<Invitation?> FindAsync(CapabilityTurn turn, string code)
    {
        if (claim.Is(code))
        {
            return await officers.HaveSuperadminAsync(turn.Session, turn.Now)
                ? null
                : new Invitation(Role.Superadmin, AreaLimit.WholeCountry, LastsDays: null, InvitedBy: null, Picture: null);
        }

        return await Invitations.FindAsync(turn.Session, code, turn.Person.Id, turn.Now) is { InvitedBy: { } inviter } invitation
            && (await officers.OfAsync(turn.Session, inviter, turn.Now)).MayGrant(invitation.Role, invitation.Area)
            ? invitation
            : null;
    }

    private static async Task<string> NameAsync(CapabilityTurn turn, long personId) =>
        await turn.Session.FirstOrDefaultAsync<string?>("select coalesce(name, display_name) from person where id = @personId", new { personId })
            ?? turn.Text("somebody").Text;
}
