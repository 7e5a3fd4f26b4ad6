using System.Globalization;
using System.Text.Json;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Events;
using BelajarBot.Wording;

namespace BelajarBot.Circulars;

/// <summary><c>/edaran</c>: the circulars of one's area; officers publish them.</summary>
internal sealed class CircularCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "edaran",
        ("list", []), ("list_empty", []), ("item", ["title"]), ("gone", []), ("circular", ["title", "area"]), ("whole_country", []), ("list_button", []),
        ("new_button", []), ("ask_area", []), ("area_wrong", []), ("ask_file", ["area"]), ("file_wrong", ["area"]), ("ask_title", []), ("title_wrong", ["most"]),
        ("announcement", ["title", "area"]), ("open_button", []), ("review", ["title", "area", "count"]), ("publish_button", ["count"]), ("drop_button", []), ("dropped", []),
        ("published", ["title", "count"]), ("published_before", ["title"]), ("withdraw_button", []), ("ask_withdraw", ["title"]), ("withdraw_yes_button", []), ("withdrawn", ["title"]),
        ("previews_again", ["title"]), ("preview_refused", ["title", "reason"]), ("stopped", ["title", "reason"]), ("resume_button", []), ("resumed", ["title"]));

    private const int MostShown = 12;
    private const int MostTitle = 150;

    CommandContract ICapability.Contract => Contract;

    public async Task AnswerAsync(CapabilityTurn turn)
    {
        var (verb, rest) = turn.Arguments.Split('.', 2) is [var first, var more] ? (first, more) : (turn.Arguments, "");
        var limit = turn.Officer.In(Permission.PublishCirculars);
        if (verb is "baru" or "d")
        {
            await (limit.IsEmpty ? turn.RefuseAsync() : verb == "baru" ? AskAreaAsync(turn, limit) : TakeFileAsync(turn, limit, rest));
            return;
        }

        var parts = rest.Split('.', 2);
        if (!long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || await CircularStore.FindAsync(turn.Session, id) is not { } circular)
        {
            await ListAsync(turn);
            return;
        }

        var isOwn = circular.IsRunBy(turn.Person.Id, turn.Officer);
        if (!isOwn && verb is ("t" or "terbit" or "hapus" or "cabut" or "lanjut"))
        {
            // An old or forged button gives the circular to whom it is for; that it was pressed is written down.
            await turn.AuditAsync("edaran.refused", circular.Area, details: id.ToString(CultureInfo.InvariantCulture));
        }

        await (verb switch
        {
            "t" when isOwn && circular.State == Circular.Draft => TakeTitleAsync(turn, circular),
            "terbit" when isOwn => PublishAsync(turn, circular),
            "hapus" when isOwn && circular.State == Circular.Draft => DropAsync(turn, circular),
            "cabut" when isOwn && circular.State == Circular.Published => WithdrawAsync(turn, circular, parts.Length > 1 ? parts[1] : ""),
            "lanjut" when isOwn && circular.State == Circular.Published => ResumeAsync(turn, circular),
            _ when circular.IsFor(turn.Person) || (isOwn && circular.State == Circular.Published) => GiveAsync(turn, circular, isOwn),
            _ => turn.SayAsync(turn.Text("gone"), turn.Button("list_button", ""), turn.MenuButton),
        });
    }

    private static async Task ListAsync(CapabilityTurn turn)
    {
        var circulars = await CircularStore.ForAsync(turn.Session, turn.Person, MostShown);
        await turn.SayAsync(
            turn.Text(circulars.Count == 0 ? "list_empty" : "list"),
            [
                .. circulars.Select(circular => Button.Asking(turn.Text("item", ("title", circular.Title)).Text, Contract.Command, Number("lihat", circular))),
                .. turn.Officer.May(Permission.PublishCirculars) ? new[] { turn.Button("new_button", "baru") } : [],
                turn.MenuButton,
            ]);
    }

    private static Task GiveAsync(CapabilityTurn turn, Circular circular, bool isOwn) => turn.Scope.SayAsync(
        turn.Text("circular", ("title", circular.Title), ("area", AreaIn(turn, circular.Area, turn.Person.Language))),
        isOwn ? [[turn.Button("withdraw_button", Number("cabut", circular))], [turn.MenuButton]] : [[turn.MenuButton]],
        JsonSerializer.Deserialize<FileToSend>(circular.File));

    private static Task AskAreaAsync(CapabilityTurn turn, AreaLimit limit, bool isAgain = false)
    {
        turn.Await("d");
        return turn.SayAsync(
            turn.Text(isAgain ? "area_wrong" : "ask_area"),
            [
                .. limit.Areas.Take(MostShown).Select(area => Button.Asking(AreaIn(turn, area, turn.Person.Language), Contract.Command, $"d.{AreaNames.Write(area)}")),
                turn.MenuButton,
            ]);
    }

    /// <summary>First the area, by a button or in words; then the document for it.</summary>
    private static async Task TakeFileAsync(CapabilityTurn turn, AreaLimit limit, string written)
    {
        var regions = turn.Library.Texts.Data.Types.Regions;
        var isWords = written.Length == 0 && turn.Said is TextInput;
        var area = isWords
            ? regions.Resolve(((TextInput)turn.Said!).Text).Select(region => region.Code).FirstOrDefault(limit.Includes)
            : AreaNames.Read(written, regions);
        if (area is null || !limit.Includes(area))
        {
            await AskAreaAsync(turn, limit, isAgain: true);
            return;
        }

        if (isWords || turn.Said is not FileInput file)
        {
            turn.Await($"d.{AreaNames.Write(area)}");
            await turn.SayAsync(turn.Text(isWords || turn.Said is null ? "ask_file" : "file_wrong", ("area", AreaIn(turn, area, turn.Person.Language))), turn.MenuButton);
            return;
        }

        var kept = JsonSerializer.Serialize(
            new FileToSend("", file.Name ?? (file.Kind == FileKind.Photo ? "edaran.jpg" : "edaran"), "application/octet-stream", file.Kind) { Reference = file.Reference });
        var title = file.Caption?.Trim() is { Length: > 0 and <= MostTitle } caption ? caption : null;
        var id = await CircularStore.AddAsync(turn.Session, turn.Person, area, kept, title, turn.Now);
        await ReviewAsync(turn, (await CircularStore.FindAsync(turn.Session, id))!);
    }

    private static async Task TakeTitleAsync(CapabilityTurn turn, Circular circular)
    {
        if (turn.Said is TextInput { Text: { Length: > 0 and <= MostTitle } words })
        {
            circular = circular with { Title = words.Trim() };
            await CircularStore.SaveAsync(turn.Session, circular);
            await ReviewAsync(turn, circular);
            return;
        }

        turn.Await(Number("t", circular));
        await turn.SayAsync(
            turn.Text(turn.Said is null ? "ask_title" : "title_wrong", ("most", Moments.Number(MostTitle, turn.Person.Language))), turn.Button("drop_button", Number("hapus", circular)));
    }

    /// <summary>Shows what people will be told, and how many they are.</summary>
    private static async Task ReviewAsync(CapabilityTurn turn, Circular circular)
    {
        if (circular.Title is null)
        {
            turn.Await(Number("t", circular));
            await turn.SayAsync(turn.Text("ask_title"), turn.Button("drop_button", Number("hapus", circular)));
            return;
        }

        var campaign = await Campaigns.AddAsync(
            turn.Session,
            turn.Library.Texts.Languages.ToDictionary(language => language, language => Body.Of(
                turn.TextIn(language, "announcement", ("title", circular.Title), ("area", AreaIn(turn, circular.Area, language))),
                [[Button.Asking(turn.TextIn(language, "open_button").Text, Contract.Command, Number("lihat", circular))]])),
            turn.Now);
        await CircularStore.SaveAsync(turn.Session, circular with { CampaignId = campaign });
        turn.Scope.Outgoing.AddRange(await Campaigns.PreviewAsync(turn.Session, campaign, turn.Person, turn.Now) ?? []);
        var count = await CountAsync(turn, circular);
        await turn.SayAsync(
            turn.Text("review", ("title", circular.Title), ("area", AreaIn(turn, circular.Area, turn.Person.Language)), ("count", count)),
            Button.Asking(turn.Text("publish_button", ("count", count)).Text, Contract.Command, Number("terbit", circular)),
            turn.Button("drop_button", Number("hapus", circular)));
    }

    private static async Task PublishAsync(CapabilityTurn turn, Circular circular)
    {
        if (circular is not { State: Circular.Draft, Title: not null, CampaignId: not null })
        {
            await turn.SayAsync(turn.Text("published_before", ("title", circular.Title)), turn.Button("list_button", ""), turn.MenuButton);
            return;
        }

        await CircularStore.SaveAsync(turn.Session, circular with { State = Circular.Published, PublishedAt = turn.Now, PlannedTo = 0 });
        await turn.AuditAsync("edaran.published", circular.Area, details: string.Create(CultureInfo.InvariantCulture, $"{circular.Id}"));
        await turn.SayAsync(
            turn.Text("published", ("title", circular.Title), ("count", await CountAsync(turn, circular))),
            turn.Button("withdraw_button", Number("cabut", circular)), turn.MenuButton);
    }

    private static async Task<string> CountAsync(CapabilityTurn turn, Circular circular) => Moments.Number(
        await Invitees.Of(
            "true", circular.Area, circular.Channel, circular.OfficerId, turn.Officer.In(Permission.PublishCirculars), turn.Library, turn.Session.Dialect, turn.Now)!
            .WithinTheWeek(turn.Library, circular.CampaignId, turn.Now).CountAsync(turn.Session),
        turn.Person.Language);

    private static async Task DropAsync(CapabilityTurn turn, Circular circular)
    {
        if (circular.CampaignId is { } campaign)
        {
            await Campaigns.CancelAsync(turn.Session, campaign, turn.Now);
        }

        await CircularStore.DeleteDraftAsync(turn.Session, circular.Id);
        await turn.SayAsync(turn.Text("dropped"), turn.Button("list_button", ""), turn.MenuButton);
    }

    /// <summary>Nobody can ask for it any more, and whoever was not told yet is not.</summary>
    private static async Task WithdrawAsync(CapabilityTurn turn, Circular circular, string confirmation)
    {
        if (Confirmation.Read(confirmation, turn.Now) is null)
        {
            await turn.SayAsync(
                turn.Text("ask_withdraw", ("title", circular.Title)),
                turn.Button("withdraw_yes_button", $"{Number("cabut", circular)}.{Confirmation.Of("ya", turn.Now)}"), turn.MenuButton);
            return;
        }

        await Campaigns.CancelAsync(turn.Session, circular.CampaignId ?? 0, turn.Now);
        await CircularStore.SaveAsync(turn.Session, circular with { State = Circular.Withdrawn, PlannedTo = null });
        await turn.AuditAsync("edaran.withdrawn", circular.Area, details: string.Create(CultureInfo.InvariantCulture, $"{circular.Id}"));
        await turn.SayAsync(turn.Text("withdrawn", ("title", circular.Title)), turn.Button("list_button", ""), turn.MenuButton);
    }

    /// <summary>
    /// The announcement goes on with those who were not told yet, or is shown anew where its preview was refused; pressed again it
    /// changes nothing.
    /// </summary>
    private static async Task ResumeAsync(CapabilityTurn turn, Circular circular)
    {
        if (await Campaigns.ResumeAsync(turn.Session, circular.CampaignId ?? 0, turn.Now))
        {
            await turn.AuditAsync("edaran.published", circular.Area, details: string.Create(CultureInfo.InvariantCulture, $"{circular.Id}"));
        }
        else if (circular is { PlannedTo: null, CampaignId: { } campaign } && await Campaigns.PreviewAsync(turn.Session, campaign, turn.Person, turn.Now) is { } shown)
        {
            turn.Scope.Outgoing.AddRange(shown);
            await CircularStore.SaveAsync(turn.Session, circular with { PlannedTo = 0 });
            await turn.AuditAsync("edaran.published", circular.Area, details: string.Create(CultureInfo.InvariantCulture, $"{circular.Id}"));
        }

        await turn.SayAsync(turn.Text("resumed", ("title", circular.Title)), turn.Button("withdraw_button", Number("cabut", circular)), turn.MenuButton);
    }

    /// <summary>What its officer is told when the announcement cannot be sent.</summary>
    internal static Body Stopped(DialogLibrary library, string language, Circular circular, string? reason) =>
        Trouble("stopped", library, language, circular, reason);

    /// <summary>What its officer is told when not even the preview of the announcement can be sent.</summary>
    internal static Body PreviewRefused(DialogLibrary library, string language, Circular circular, string reason) =>
        Trouble("preview_refused", library, language, circular, reason);

    /// <summary>What its officer is told before the preview that comes once more.</summary>
    internal static Body PreviewsAgain(DialogLibrary library, string language, Circular circular) => Body.Of(
        library.Texts.FindCommand(Contract.Command)!.Texts["previews_again"].In(language).Render(new NamedValues(("title", circular.Title))), []);

    private static Body Trouble(string key, DialogLibrary library, string language, Circular circular, string? reason)
    {
        var texts = library.Texts.FindCommand(Contract.Command)!.Texts;
        return Body.Of(
            texts[key].In(language).Render(new NamedValues(("title", circular.Title), ("reason", reason))),
            [
                [Button.Asking(texts["resume_button"].In(language).Source, Contract.Command, Number("lanjut", circular))],
                [Button.Asking(texts["withdraw_button"].In(language).Source, Contract.Command, Number("cabut", circular))],
            ]);
    }

    private static string AreaIn(CapabilityTurn turn, string area, string language) => area == AreaLimit.WholeCountry
        ? turn.TextIn(language, "whole_country").Text
        : turn.Library.Texts.Data.Types.Regions.Find(area)?.Name ?? area;

    private static string Number(string verb, Circular circular) => string.Create(CultureInfo.InvariantCulture, $"{verb}.{circular.Id}");
}
