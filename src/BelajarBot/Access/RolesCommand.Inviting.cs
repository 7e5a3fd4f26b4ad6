using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Access;

/// <content>Inviting: which role, for which area, for how long; then the code.</content>
internal sealed partial class RolesCommand
{
    /// <summary>So that a button that is pressed again and again fills no table.</summary>
    private const int MostOpen = 100;

    /// <summary>More areas than this are typed rather than shown as buttons.</summary>
    private const int MostAreas = 12;

    /// <summary>How long a role may last; 0 for ever.</summary>
    private static readonly int[] Days = [30, 90, 365, 0];

    private static Task AskRoleAsync(CapabilityTurn turn)
    {
        var roles = turn.Officer.Grantable();
        return roles.Count == 0
            ? turn.RefuseAsync()
            : turn.SayAsync(turn.Text("which_role"), [.. roles.Select(role => turn.Button($"role_{role.Name()}", $"undang/{role.Name()}")), turn.MenuButton]);
    }

    private static Task AskAreaAsync(CapabilityTurn turn, Role role)
    {
        if (role == Role.Superadmin)
        {
            return AskHowLongAsync(turn, role, AreaLimit.WholeCountry);
        }

        var areas = turn.Officer.Grants.Select(grant => grant.Area).Distinct().Where(area => turn.Officer.MayGrant(role, area)).ToList();
        if (!turn.Officer.Grantable().Contains(role))
        {
            return turn.RefuseAsync();
        }

        turn.Await($"wilayah/{role.Name()}");
        return turn.SayAsync(
            turn.Text("which_area", ("role", RoleIn(turn, role))), [.. areas.Take(MostAreas).Select(area => AreaButton(turn, role, area)), turn.MenuButton]);
    }

    /// <summary>The person typed the area's name or code.</summary>
    private static Task TakeAreaAsync(CapabilityTurn turn)
    {
        if (turn.Arguments.Split('/') is not ["wilayah", var name] || Roles.Find(name) is not { } role || !turn.Officer.May(Permission.GrantRoles))
        {
            return turn.RefuseAsync();
        }

        var found = turn.Said is TextInput { Text: var text } ? RegionsOf(turn).Resolve(text) : [];
        var own = found.Where(region => turn.Officer.MayGrant(role, region.Code)).ToList();
        if (own is [var only])
        {
            return AskHowLongAsync(turn, role, only.Code);
        }

        turn.Await(turn.Arguments);
        return found.Count == 0 ? turn.SayAsync(turn.Text("unknown_area"), turn.MenuButton)
            : own.Count == 0 ? RefuseAsync(turn, role, found[0].Code)
            : turn.SayAsync(turn.Text("which_of_areas"), [.. own.Take(MostAreas).Select(region => AreaButton(turn, role, region.Code)), turn.MenuButton]);
    }

    private static Button AreaButton(CapabilityTurn turn, Role role, string area)
    {
        var label = RegionsOf(turn).Find(area) is { IsProvince: true } province ? $"Provinsi {province.Name}" : AreaIn(turn, area);
        return Button.Asking(label, Contract.Command, $"undang/{role.Name()}/{AreaNames.Write(area)}");
    }

    private static Task AskHowLongAsync(CapabilityTurn turn, Role role, string area) => !turn.Officer.MayGrant(role, area)
        ? RefuseAsync(turn, role, area)
        : turn.SayAsync(
            turn.Text("how_long", ("role", RoleIn(turn, role)), ("area", AreaIn(turn, area))),
            [
                .. Days.Select(days => Button.Asking(
                    days == 0 ? turn.Text("for_ever_button").Text : turn.Text("days_button", ("days", Number($"{days}"))).Text,
                    Contract.Command, Number($"undang/{role.Name()}/{AreaNames.Write(area)}/{days}"))),
                turn.MenuButton,
            ]);

    /// <summary>A role that they may give elsewhere is another refusal than one that is above theirs.</summary>
    private static Task RefuseAsync(CapabilityTurn turn, Role role, string area) =>
        turn.Officer.Grants.Any(grant => grant.Role.Grantable().Contains(role)) ? turn.RefuseAsync(Permission.GrantRoles, area) : turn.RefuseAsync(area);

    private static bool ReadDays(string written, out int? days)
    {
        var index = Array.FindIndex(Days, each => Number($"{each}") == written);
        days = index >= 0 && Days[index] > 0 ? Days[index] : null;
        return index >= 0;
    }

    private async Task InviteAsync(CapabilityTurn turn, Role role, string area, int? days)
    {
        if (!turn.Officer.MayGrant(role, area))
        {
            await RefuseAsync(turn, role, area);
            return;
        }

        if (turn.Officer.MayGrantUntil(role, area) is { } end && (days is null || turn.Now.AddDays(days.Value) > end))
        {
            days = Math.Max(1, (int)(end - turn.Now).TotalDays);
        }

        if (await Invitations.OpenByAsync(turn.Session, turn.Person.Id, turn.Now) >= MostOpen)
        {
            await turn.SayAsync(turn.Text("too_many_open", ("most", Number($"{MostOpen}"))), turn.MenuButton);
            return;
        }

        var code = InvitationCode.New(random);
        var link = channels.FirstOrDefault(channel => channel.Name == turn.Person.Channel)?.LinkTo($"{Contract.Command}-{code}");
        var picture = link is null ? null : files.Keep(QrPicture.Png(link));
        await Invitations.AddAsync(turn.Session, code, new Invitation(role, area, days, turn.Person.Id, picture?.Path), turn.Now);
        await turn.AuditAsync("peran.invited", area, details: Number($"{role.Name()} {days ?? 0}"));
        var (roleWords, areaWords) = (RoleIn(turn, role), AreaIn(turn, area));
        await turn.SayAsync(
            turn.Text("invited", ("role", roleWords), ("area", areaWords), ("lasts", LastsIn(turn, days)), ("code", InvitationCode.Shown(code))), turn.MenuButton);
        if (picture is not null)
        {
            await turn.Scope.SayAsync(
                turn.Text("invited_link", ("link", link), ("role", roleWords), ("area", areaWords)), [],
                new FileToSend(picture.Path, turn.Text("picture_name").Text, "image/png", FileKind.Photo));
        }
    }
}
