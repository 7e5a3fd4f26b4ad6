using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BelajarBot.Access;
using BelajarBot.Dialogs.Expressions;

namespace BelajarBot.Broadcasts;

/// <summary>How far a broadcast has come. Once started, its campaign says whether it runs, pauses or is finished.</summary>
internal static class BroadcastState
{
    internal const string Draft = "draft";
    internal const string Awaiting = "awaiting";
    internal const string Scheduled = "scheduled";
    internal const string Started = "started";
    internal const string Cancelled = "cancelled";
    internal const string Expired = "expired";
}

/// <summary>What has to be said of a draft next.</summary>
internal enum Question
{
    Audience,
    Text,
    Translation,
    Button,
    Time,

    /// <summary>Nothing: it can be looked at and handed in.</summary>
    Review,
}

/// <summary>A message to many, as far as its officer has said what it is.</summary>
internal sealed record Broadcast(
    long Id,
    long? OfficerId,
    string Channel,
    string State,
    long Version,
    string? Audience,
    string? AudienceWords,
    string? File,
    string? Opens,
    long? StartsAt,
    string? Zone,
    long? AfterId,
    string? Areas,
    long Counted,
    long OtherReaders,
    string? Fingerprint,
    long? CampaignId,
    long PlannedTo,
    long? ProgressId,
    long SeenEnded,
    long SeenFailed,
    long? ApprovedBy,
    string? Reason,
    DateTimeOffset ChangedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? ReportedAt,
    string? Counting,
    string? Count,
    string? Outcomes)
{
    /// <summary>What has to be said next.</summary>
    /// <param name="texts">Its texts by language; an empty one is not wanted.</param>
    internal Question Next(IReadOnlyDictionary<string, string> texts) =>
        Audience is null ? Question.Audience
        : !texts.ContainsKey(BroadcastText.First) ? Question.Text
        : OtherReaders > 0 && !texts.ContainsKey(BroadcastText.Second) ? Question.Translation
        : Opens is null ? Question.Button
        : StartsAt is null ? Question.Time
        : Question.Review;

    /// <summary>When it is to start; now where that was said.</summary>
    internal DateTimeOffset StartAt(DateTimeOffset now) =>
        StartsAt is > 0 and var moment ? DateTimeOffset.FromUnixTimeMilliseconds(moment) : now;

    /// <summary>Whether its moment was chosen and is over before it was handed in.</summary>
    internal bool IsTooLate(DateTimeOffset now) => StartsAt is > 0 && StartAt(now) <= now;

    /// <summary>The areas that its officer had when it was handed in.</summary>
    internal AreaLimit Limit => Areas is null ? AreaLimit.Nowhere : AreaLimit.To(Areas.Split(' '));

    /// <summary>Whether an officer may let it out: another than the author, for all of its areas.</summary>
    internal bool MayBeApprovedBy(long personId, Officer officer) =>
        personId != OfficerId
        && Limit is { IsEmpty: false } limit
        && limit.Areas.All(area => officer.May(Permission.Broadcast, area) || officer.May(Permission.ApproveBroadcasts, area));

    /// <summary>Whether somebody may see it and stop it: its author, and whoever approves broadcasts in its areas.</summary>
    internal bool IsOpenTo(long personId, Officer officer) =>
        personId == OfficerId
        || (State != BroadcastState.Draft && Limit is { IsEmpty: false } limit && limit.Areas.All(area => officer.May(Permission.ApproveBroadcasts, area)))
        || (State == BroadcastState.Awaiting && MayBeApprovedBy(personId, officer));

    /// <summary>
    /// The same for the same people and the same words, whoever sends it: however the condition was written, in the same areas, and whatever its
    /// button opens.
    /// </summary>
    internal string FingerprintOf(Expression audience, AreaLimit areas, IReadOnlyDictionary<string, string> texts)
    {
        var all = string.Join(
            '\0',
            [
                audience.ToString(), string.Join(' ', areas.Areas), AfterId?.ToString(CultureInfo.InvariantCulture), File,
                .. texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => $"{text.Key}={string.Join(' ', text.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}"),
            ]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..32];
    }
}

/// <summary>Something that an officer can choose by a button: an audience, a dialog. The button carries a few signs of it, never the thing itself.</summary>
/// <param name="Value">What it stands for.</param>
/// <param name="Label">The words on the button.</param>
internal sealed record Offer(string Value, string Label)
{
    /// <summary>What its button carries.</summary>
    internal string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Value)))[..8];

    /// <summary>The one that a button meant, or null when it is not on offer (any more).</summary>
    internal static Offer? Find(ImmutableArray<Offer> offers, string key) => offers.FirstOrDefault(offer => offer.Key == key);
}
