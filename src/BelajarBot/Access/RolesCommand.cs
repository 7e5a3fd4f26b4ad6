using System.Globalization;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.People;
using BelajarBot.Storage;
using BelajarBot.Wording;

namespace BelajarBot.Access;

/// <summary>
/// <c>/peran</c>: one's own roles; inviting others by a code, a link and its picture; taking what a code offers; the officers
/// below and taking their roles away. Every step looks up anew what its sender may do, so that an old or forged button, or a
/// role that ended meanwhile, goes no further than that.
/// </summary>
internal sealed partial class RolesCommand(Officers officers, ClaimCode claim, RandomLetters random, IEnumerable<IChannel> channels, FileFolder files) : ICapability
{
    internal static readonly CommandContract Contract = new(
        "peran",
        ("none", []), ("mine", ["roles"]), ("line", ["role", "area", "until"]), ("until", ["when"]), ("for_ever", []), ("by_settings", []),
        ("role_kapten", []), ("role_duta", []), ("role_reviewer", []), ("role_admin", []), ("role_superadmin", []), ("whole_country", []),
        ("invite_button", []), ("officers_button", []), ("leave_button", ["role", "area"]),
        ("which_role", []), ("which_area", ["role"]), ("which_of_areas", []), ("unknown_area", []),
        ("how_long", ["role", "area"]), ("days_button", ["days"]), ("for_ever_button", []), ("too_many_open", ["most"]),
        ("invited", ["role", "area", "lasts", "code"]), ("invited_link", ["link", "role", "area"]), ("picture_name", []), ("lasts_days", ["days"]),
        ("wrong_code", []), ("too_many_wrong", []), ("offer", ["role", "area", "lasts", "by"]), ("by_console", []), ("somebody", []),
        ("accept_button", []), ("decline_button", []), ("declined", []), ("taken", ["role", "area", "until", "commands"]), ("command_line", ["command", "description"]),
        ("told_taken", ["name", "role", "area"]),
        ("officers", ["count", "officers"]), ("officer_line", ["name", "role", "area", "until"]), ("no_officers", []),
        ("take_away_button", ["name", "role", "area"]), ("more_button", []), ("gone", []),
        ("take_away", ["name", "role", "area"]), ("take_away_yes_button", []), ("no_button", []), ("kept", []),
        ("taken_away", ["name", "role", "area"]), ("told_taken_away", ["role", "area"]),
        ("leave", ["role", "area"]), ("leave_yes_button", []), ("left", ["role", "area"]), ("last_superadmin", []));

    CommandContract ICapability.Contract => Contract;

    bool ICapability.IsForOfficers => true;

    public Task AnswerAsync(CapabilityTurn turn) =>
        turn.Said is not null ? TakeAreaAsync(turn)
        : turn.IsPress ? PressedAsync(turn)
        : turn.Arguments.Length > 0 ? OfferAsync(turn, turn.Arguments)
        : ShowAsync(turn);

    private Task PressedAsync(CapabilityTurn turn) => turn.Arguments.Split('/') switch
    {
        ["undang"] => AskRoleAsync(turn),
        ["undang", var role] when Roles.Find(role) is { } named => AskAreaAsync(turn, named),
        ["undang", var role, var area] when Roles.Find(role) is { } named && AreaOf(turn, area) is { } where => AskHowLongAsync(turn, named, where),
        ["undang", var role, var area, var days] when Roles.Find(role) is { } named && AreaOf(turn, area) is { } where && ReadDays(days, out var lasts) =>
            InviteAsync(turn, named, where, lasts),
        ["terima", var code] => TakeAsync(turn, code),
        ["tolak"] => turn.SayAsync(turn.Text("declined"), turn.MenuButton),
        ["petugas", var from] when ReadNumber(from) is { } offset => ListAsync(turn, offset),
        ["cabut", var id] => EndAsync(turn, id, AskToTakeAwayAsync, TakeAwayAsync),
        ["lepas", var id] => EndAsync(turn, id, AskToLeaveAsync, LeaveAsync),
        ["tidak"] => turn.SayAsync(turn.Text("kept"), turn.MenuButton),
        _ => ShowAsync(turn),
    };

    private static async Task ShowAsync(CapabilityTurn turn)
    {
        var grants = turn.Officer.Grants;
        if (grants.Count == 0)
        {
            await turn.SayAsync(turn.Text("none"), turn.MenuButton);
            return;
        }

        var lines = grants.Select(grant => turn.Text(
            "line", ("role", RoleIn(turn, grant.Role)), ("area", AreaIn(turn, grant.Area)),
            ("until", grant.Id == 0 ? turn.Text("by_settings").Text : UntilIn(turn, grant.Until))).Text);
        List<Button> buttons = turn.Officer.May(Permission.GrantRoles) ? [turn.Button("invite_button", "undang"), turn.Button("officers_button", "petugas/0")] : [];
        buttons.AddRange(grants.Where(grant => grant.Id > 0).Select(grant => Button.Asking(
            turn.Text("leave_button", ("role", RoleIn(turn, grant.Role)), ("area", AreaIn(turn, grant.Area))).Text, Contract.Command, Number($"lepas/{grant.Id}"))));
        await turn.SayAsync(turn.Text("mine", ("roles", string.Join('\n', lines))), [.. buttons, turn.MenuButton]);
    }

    /// <summary>First asks, then does it with the moment that the answer's button carries.</summary>
    private static Task EndAsync(CapabilityTurn turn, string written, Func<CapabilityTurn, long, Task> ask, Func<CapabilityTurn, long, Task> end) =>
        Confirmation.Read(written, turn.Now) is { } confirmed && ReadNumber(confirmed) is { } sure ? end(turn, sure)
        : ReadNumber(written.Split('@')[0]) is { } asked ? ask(turn, asked)
        : ShowAsync(turn);

    private static Task AskToLeaveAsync(CapabilityTurn turn, long id) => Own(turn, id) is not { } grant
        ? turn.SayAsync(turn.Text("gone"), turn.MenuButton)
        : turn.SayAsync(
            turn.Text("leave", ("role", RoleIn(turn, grant.Role)), ("area", AreaIn(turn, grant.Area))),
            turn.Button("leave_yes_button", Confirmation.Of(Number($"lepas/{id}"), turn.Now)), turn.Button("no_button", "tidak"));

    private async Task LeaveAsync(CapabilityTurn turn, long id)
    {
        if (Own(turn, id) is not { } grant)
        {
            await turn.SayAsync(turn.Text("gone"), turn.MenuButton);
        }
        else if (grant.Role == Role.Superadmin && !await officers.HaveSuperadminAsync(turn.Session, turn.Now, besides: id))
        {
            await turn.SayAsync(turn.Text("last_superadmin"), turn.MenuButton);
        }
        else
        {
            await Officers.RevokeAsync(turn.Session, id, turn.Person.Id, turn.Now);
            turn.Scope.Menus.Add(turn.Person.Id);
            await turn.AuditAsync("peran.left", grant.Area, turn.Person.Id, grant.Role.Name());
            await turn.SayAsync(turn.Text("left", ("role", RoleIn(turn, grant.Role)), ("area", AreaIn(turn, grant.Area))), turn.MenuButton);
        }
    }

    private static Grant? Own(CapabilityTurn turn, long id) => turn.Officer.Grants.FirstOrDefault(grant => grant.Id == id && id > 0);

    private static string RoleIn(CapabilityTurn turn, Role role, string? language = null) =>
        turn.TextIn(language ?? turn.Person.Language, $"role_{role.Name()}").Text;

    private static string AreaIn(CapabilityTurn turn, string area, string? language = null) => area == AreaLimit.WholeCountry
        ? turn.TextIn(language ?? turn.Person.Language, "whole_country").Text
        : RegionsOf(turn).Find(area)?.Name ?? area;

    private static string UntilIn(CapabilityTurn turn, DateTimeOffset? until) => until is { } end
        ? turn.Text("until", ("when", Moments.At(end, Person.ClockOf(turn.Person.Zone), turn.Person.Language))).Text
        : turn.Text("for_ever").Text;

    private static string LastsIn(CapabilityTurn turn, int? days) => days is { } number
        ? turn.Text("lasts_days", ("days", Number($"{number}"))).Text
        : turn.Text("for_ever").Text;

    private static Regions RegionsOf(CapabilityTurn turn) => turn.Library.Texts.Data.Types.Regions;

    private static string? AreaOf(CapabilityTurn turn, string written) => AreaNames.Read(written, RegionsOf(turn));

    private static long? ReadNumber(string written) =>
        long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
