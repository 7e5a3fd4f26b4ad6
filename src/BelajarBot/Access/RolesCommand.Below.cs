using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;

namespace BelajarBot.Access;

/// <content>The officers below somebody, and taking their roles away.</content>
internal sealed partial class RolesCommand
{
    private const int PageLength = 8;
    private const int LongestName = 40;

    private static async Task ListAsync(CapabilityTurn turn, long from)
    {
        if (turn.Officer.GrantableSql() is null)
        {
            await turn.RefuseAsync();
            return;
        }

        var count = await BelowAsync<long>(turn, "select count(*) ", "");
        var page = await BelowAsync<Holder>(
            turn,
            "select g.id, g.person_id, g.role, g.area, g.until, coalesce(p.name, p.display_name) as name ",
            Number($" order by g.area, g.role desc, g.id limit {PageLength} offset {Math.Min(from, 1_000_000)}"));
        await turn.AuditAsync("peran.list", details: Number($"{page.Count}"));
        if (page.Count == 0)
        {
            await turn.SayAsync(turn.Text("no_officers"), turn.Button("invite_button", "undang"), turn.MenuButton);
            return;
        }

        var lines = page.Select(holder => turn.Text(
            "officer_line", ("name", NameOf(turn, holder)), ("role", RoleIn(turn, holder.Role)), ("area", AreaIn(turn, holder.Area)), ("until", UntilIn(turn, holder.Until))).Text);
        var buttons = page.Select(holder => Button.Asking(
            turn.Text("take_away_button", ("name", NameOf(turn, holder)), ("role", RoleIn(turn, holder.Role)), ("area", AreaIn(turn, holder.Area))).Text,
            Contract.Command, Number($"cabut/{holder.Id}"))).ToList();
        if (from + page.Count < count[0])
        {
            buttons.Add(turn.Button("more_button", Number($"petugas/{from + page.Count}")));
        }

        await turn.SayAsync(
            turn.Text("officers", ("count", Number($"{count[0]}")), ("officers", string.Join('\n', lines))), [.. buttons, turn.Button("invite_button", "undang"), turn.MenuButton]);
    }

    private static async Task AskToTakeAwayAsync(CapabilityTurn turn, long id)
    {
        if (await FindBelowAsync(turn, id) is { } holder)
        {
            await turn.SayAsync(
                turn.Text("take_away", ("name", NameOf(turn, holder)), ("role", RoleIn(turn, holder.Role)), ("area", AreaIn(turn, holder.Area))),
                turn.Button("take_away_yes_button", Confirmation.Of(Number($"cabut/{id}"), turn.Now)), turn.Button("no_button", "tidak"));
        }
    }

    private static async Task TakeAwayAsync(CapabilityTurn turn, long id)
    {
        if (await FindBelowAsync(turn, id) is not { } holder)
        {
            return;
        }

        if (!await Officers.RevokeAsync(turn.Session, id, turn.Person.Id, turn.Now))
        {
            await turn.SayAsync(turn.Text("gone"), turn.MenuButton);
            return;
        }

        await turn.AuditAsync("peran.taken_away", holder.Area, holder.PersonId, holder.Role.Name());
        await turn.SayAsync(
            turn.Text("taken_away", ("name", NameOf(turn, holder)), ("role", RoleIn(turn, holder.Role)), ("area", AreaIn(turn, holder.Area))), turn.MenuButton);
        turn.Scope.Menus.Add(holder.PersonId);
        if (await TellOfEndAsync(turn.Session, holder.PersonId, holder.Role, holder.Area, turn.Library, turn.Now) is { } message)
        {
            turn.Scope.Outgoing.Add(message);
        }
    }

    /// <summary>Tells somebody that a role of theirs has ended, by whatever way; null when they asked for silence or cannot be reached.</summary>
    internal static Task<OutgoingMessage?> TellOfEndAsync(
        Session session, long personId, Role role, string area, DialogLibrary library, DateTimeOffset now)
    {
        var texts = library.Texts.FindCommand(Contract.Command)!.Texts;
        return Outbox.TellAsync(
            session, personId,
            language => texts["told_taken_away"].In(language).Render(new NamedValues(
            [
                ("role", texts[$"role_{role.Name()}"].In(language).Source),
                ("area", area == AreaLimit.WholeCountry ? texts["whole_country"].In(language).Source : library.Texts.Data.Types.Regions.Find(area)?.Name ?? area),
            ])),
            library.Policy.Quiet,
            now);
    }

    /// <summary>The role of this number that the officer may take away; null after saying that there is none such.</summary>
    private static async Task<Holder?> FindBelowAsync(CapabilityTurn turn, long id)
    {
        if (turn.Officer.GrantableSql() is null)
        {
            await turn.RefuseAsync();
            return null;
        }

        if (await BelowAsync<Holder>(
            turn, "select g.id, g.person_id, g.role, g.area, g.until, coalesce(p.name, p.display_name) as name ", Number($" and g.id = {id}")) is [var holder])
        {
            return holder;
        }

        await turn.SayAsync(turn.Text("gone"), turn.MenuButton);
        return null;
    }

    /// <summary>Roles in force that the officer may take away; their own is for themselves to give up.</summary>
    private static Task<List<T>> BelowAsync<T>(CapabilityTurn turn, string select, string rest) =>
        turn.Session.QueryAsync<T>(
            $"""
            {select} from role_grant g join person p on p.id = g.person_id
            where g.revoked_at is null and (g.until is null or g.until > @Now) and g.person_id <> @Id and {turn.Officer.GrantableSql()} {rest}
            """,
            new { turn.Now, turn.Person.Id });

    private static string NameOf(CapabilityTurn turn, Holder holder) =>
        holder.Name is not { Length: > 0 } name ? turn.Text("somebody").Text
        : name.ShortenTo(LongestName);

    private sealed record Holder(long Id, long PersonId, Role Role, string Area, DateTimeOffset? Until, string? Name);
}
