using System.Collections.Immutable;
using BelajarBot.Access;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
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

    /// <summary>How many of them stand in one message; the others are a button away.</summary>
    internal const int Page = 20;

    /// <summary>How many of the first are kept for steps of dialogs that only some roles find.</summary>
    private const int OfRolesFirst = 6;

    /// <summary>Those of a kind, with how many people the officer has of each.</summary>
    internal async Task<ImmutableArray<Offer>> OfAsync(string kind, Session session, AreaLimit limit) => kind switch
    {
        Level => [.. (await SumsAsync(session, limit, "level", "level <> ''")).Select(sum => With(LevelOf(sum.Key), sum.People))],
        Region => RegionsOf(await SumsAsync(session, limit, "area", "area <> ''"), limit),
        _ => All(kind),
    };

    /// <summary>The provinces, where an officer has several, and then the regencies and cities; of both those with most people first.</summary>
    private ImmutableArray<Offer> RegionsOf(List<(string Key, long People)> sums, AreaLimit limit)
    {
        var regions = library.Texts.Data.Types.Regions;
        var provinces = sums.GroupBy(sum => sum.Key[..2]).Select(sum => (sum.Key, People: sum.Sum(each => each.People)))
            .Where(sum => limit.Includes(sum.Key)).OrderByDescending(sum => sum.People).ThenBy(sum => sum.Key, StringComparer.Ordinal).ToList();
        return [.. (provinces.Count > 1 ? provinces : []).Concat(sums.Where(sum => regions.Find(sum.Key)?.IsProvince != true)).Select(sum => With(RegionOf(sum.Key), sum.People))];
    }

    /// <summary>
    /// The regions that typed words name, of those in which the officer may write to people: several of one name. None where a word
    /// beside the name says something else ("guru di Bandung").
    /// </summary>
    /// <param name="typed">As typed.</param>
    /// <param name="limit">The officer's areas.</param>
    /// <param name="isExact">Take only the names themselves: other names and slips ("belum" for Belu) only where a region was asked for.</param>
    internal ImmutableArray<Offer> Named(string typed, AreaLimit limit, bool isExact)
    {
        var regions = library.Texts.Data.Types.Regions;
        var found = regions.Resolve(typed);
        var spoken = Fold.Words(typed);
        var isNamed = spoken.Index().All(word =>
            TypedButton.Fillers.Contains(word.Item)
            || found.Any(region => library.Texts.Data.Normalizer.Words(word.Item).All(NameOf(region).Contains))
            || !isExact && !regions.Resolve(string.Join(' ', spoken.Where((_, i) => i != word.Index))).SequenceEqual(found));
        return isNamed ? [.. found.Where(region => !limit.Within(region.Code).IsEmpty).Select(region => RegionOf(region.Code))] : [];

        string[] NameOf(Region region) => Fold.Words($"{region.Name} {regions.Find(region.ProvinceCode)?.Name}");
    }

    /// <summary>
    /// The steps that a look has found people at. Some of dialogs that only some roles find come early: partners are few, and would
    /// always be far behind the teachers.
    /// </summary>
    internal ImmutableArray<Offer> Of(StuckLook look)
    {
        var known = look.Steps.Select(step => (Step: step, Dialog: library.Find(step.Dialog))).Where(each => each.Dialog?.Find(each.Step.Step) is not null);
        var byRole = known.ToLookup(each => each.Dialog!.IsInMenuOfRoles, each => each.Step);
        var first = byRole[false].Take(Page - OfRolesFirst).Concat(byRole[true].Take(OfRolesFirst)).ToList();
        return [.. first.Concat(byRole[false].Concat(byRole[true]).Except(first)).Select(step => With(StuckAt(step.Dialog, step.Step), step.People, look.IsComplete))];
    }

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
                group by {column} having sum(people) > 0 order by 2 desc, 1
                """),
            new { CountedFact.Known });
}
