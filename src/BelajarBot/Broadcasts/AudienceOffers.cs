using System.Collections.Immutable;
using BelajarBot.Access;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Broadcasts;

/// <summary>
/// The audiences that officers choose by a button. How many people each means comes from the counters, or from a short look
/// (<see cref="StuckLook"/>): nothing here goes through all people in a turn. A button that comes back is found among all that
/// there could ever be, so what was offered stays choosable whatever has been counted since.
/// </summary>
internal sealed class AudienceOffers(DialogLibrary library, BroadcastWords words)
{
    internal const string Usual = "";
    internal const string Program = "program";
    internal const string Level = "level";
    internal const string Region = "region";
    internal const string Stuck = "stuck";

    /// <summary>The kinds that have a list of their own behind a button.</summary>
    internal static readonly ImmutableArray<string> Kinds = [Stuck, Program, Level, Region];

    /// <summary>Whoever has not finished activating their account: the audience that is wanted most.</summary>
    private const string NotActive = "not reached(aktivasi.aktif)";
    private const int Most = 20;

    /// <summary>How many steps of dialogs that only some roles find are offered beside the others: partners are few, and always would come last.</summary>
    private const int MostOfRoles = 10;

    /// <summary>Those of a kind, with how many people the officer has of each.</summary>
    internal async Task<ImmutableArray<Offer>> OfAsync(string kind, Session session, AreaLimit limit) => kind switch
    {
        Level => [.. (await SumsAsync(session, limit, "level", "level <> ''")).Select(sum => With(LevelOf(sum.Key), sum.People))],
        Region => [.. (await SumsAsync(session, limit, "area", "area like '__.__'")).Select(sum => With(RegionOf(sum.Key), sum.People))],
        _ => All(kind),
    };

    /// <summary>The steps that a look has found people at.</summary>
    internal ImmutableArray<Offer> Of(StuckLook look) =>
    [
        .. look.Steps.Where(step => IsOf(step, isOfRoles: false)).Take(Most).Concat(look.Steps.Where(step => IsOf(step, isOfRoles: true)).Take(MostOfRoles))
            .Select(step => With(StuckAt(step.Dialog, step.Step), step.People, look.IsComplete)),
    ];

    private bool IsOf(StuckStep step, bool isOfRoles) =>
        library.Find(step.Dialog) is { } dialog && dialog.Find(step.Step) is not null && dialog.IsInMenuOfRoles == isOfRoles;

    /// <summary>The one that a button meant, or null when there is no such (any more).</summary>
    internal Offer? Find(string kind, string key) => Offer.Find(All(kind), key);

    /// <summary>Whatever could be offered of a kind.</summary>
    internal ImmutableArray<Offer> All(string kind) => kind switch
    {
        Usual => [.. new[] { new Offer(NotActive, words["not_active"].Text), new Offer("true", words["everybody"].Text) }
            .Where(offer => Audience.Compile(offer.Value, library).Succeeded)],
        Program => [.. library.Programmes.All.Select(programme => new Offer(
            $"not enrolled({programme.Id})", words["not_enrolled", ("title", programme.Title.In(words.Language).Source)].Text))],
        Level => [.. ContactFields.ChoicesOf("level").Select(LevelOf)],
        Region => [.. library.Texts.Data.Types.Regions.All.Select(region => RegionOf(region.Code))],
        Stuck => [.. library.Dialogs.SelectMany(dialog => dialog.Steps.Select(step => StuckAt(dialog.Id, step.Id)))],
        _ => [],
    };

    private static Offer LevelOf(string level) => new($"level = {level}", level.Length <= 3 ? level.ToUpperInvariant() : level);

    private Offer RegionOf(string code) => new($"area = {code}", library.Texts.Data.Types.Regions.Find(code)?.Name ?? code);

    private Offer StuckAt(string dialog, string step) => new(
        $"stuck({dialog}.{step})",
        words["stuck_at", ("title", library.Find(dialog)?.Title.In(words.Language).Source ?? dialog), ("step", step.Replace('_', ' '))].Text);

    private Offer With(Offer offer, long people, bool isExact = true) =>
        offer with { Label = words[isExact ? "offer" : "offer_at_least", ("name", offer.Label), ("count", words.Number(people))].Text };

    /// <summary>How many people there are by a column of the counters: a few thousand rows, however many people.</summary>
    private static Task<List<(string Key, long People)>> SumsAsync(Session session, AreaLimit limit, string column, string condition) =>
        session.QueryAsync<(string Key, long People)>(
            limit.Sql(
                $"""
                select {column}, cast(sum(people) as bigint) as people from counted
                where kind = @Known and scope = '' and cycle = '' and grain = 0 and day = 0 and {condition} and {"{within area}"}
                group by {column} having sum(people) > 0 order by 2 desc, 1 limit {Most}
                """),
            new { CountedFact.Known });
}
