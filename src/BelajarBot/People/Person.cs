using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.People;

/// <summary>A contact on a channel, and what is known about them.</summary>
/// <param name="Id">Their number here.</param>
/// <param name="Channel">The channel that they are on.</param>
/// <param name="Address">Where they are on it.</param>
/// <param name="Language">The language that they read.</param>
/// <param name="Name">What to call them, if they said so.</param>
/// <param name="Role">Their role at school.</param>
/// <param name="Level">The level that they teach at (jenjang).</param>
/// <param name="Region">The code of their region.</param>
/// <param name="Npsn">Their school's number.</param>
/// <param name="EmailBelajar">Their belajar.id address.</param>
/// <param name="Zone">Their IANA time zone, or null while it is unknown.</param>
/// <param name="Status"><c>active</c>, or <c>stopped</c> when they want nothing but answers.</param>
/// <param name="ConversationCount">How many conversations they have begun.</param>
/// <param name="ActiveDialog">The dialog whose question is open, or null.</param>
/// <param name="SeenAt">When they last did something, to the minute.</param>
/// <param name="UnreachableSince">Since when the bot cannot write to them, or null.</param>
/// <param name="Consents">What they agreed to, as <see cref="GivenConsents"/> writes it; null for nothing.</param>
/// <param name="Source">The campaign whose link they came by first, or null.</param>
/// <param name="Awaiting">Which capability their next words are for (<see cref="Dialogs.Engine.Awaiting"/>), or null.</param>
/// <param name="Announced">The kind of secret that their last message announced without telling it, or null.</param>
internal sealed record Person(
    long Id,
    string Channel,
    string Address,
    string Language,
    string? Name,
    string? Role,
    string? Level,
    string? Region,
    string? Npsn,
    string? EmailBelajar,
    string? Zone,
    string Status,
    long ConversationCount,
    string? ActiveDialog,
    DateTimeOffset SeenAt,
    DateTimeOffset? UnreachableSince,
    string? Consents,
    string? Source,
    string? Awaiting,
    SecretKind? Announced)
{
    /// <summary>Since when the bot knows them.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When an officer last wrote to them about a question that is open still, or null.</summary>
    public DateTimeOffset? OfficerSaidAt { get; init; }

    /// <summary>The answer that they got last in free words, as <see cref="ToldAnswer"/> writes it, or null.</summary>
    public string? Told { get; init; }

    /// <summary>Whether they hold a role of officers; what it allows is looked up where it matters.</summary>
    public bool HasRole { get; init; }

    /// <summary>What the imported list calls the school of their number, or null where none has it.</summary>
    public string? SchoolName { get; init; }

    /// <summary>The code of the regency of that school, or null.</summary>
    public string? SchoolArea { get; init; }

    internal const string Active = "active";
    internal const string Stopped = "stopped";

    /// <summary>Teachers whose region is unknown are told the ministry's own time.</summary>
    private static readonly TimeZoneInfo Jakarta = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");

    /// <summary>The clock that somebody lives by, where their zone may be unknown.</summary>
    internal static TimeZoneInfo ClockOf(string? zone) => zone is null ? Jakarta : TimeZoneInfo.FindSystemTimeZoneById(zone);

    /// <summary>Whether it is worth a write that they are here; a minute is exact enough for everything that asks.</summary>
    internal bool IsToBeSeen(DateTimeOffset now) => UnreachableSince is not null || now - SeenAt >= TimeSpan.FromMinutes(1);

    internal Contact ToContact(IReadOnlyDictionary<(string Scope, string Milestone), DateTimeOffset> milestones, IReadOnlySet<string>? enrolments = null) =>
        new(Language, ClockOf(Zone), Fields(), Status == Stopped)
        {
            Milestones = milestones,
            Consents = GivenConsents.Read(Consents),
            Enrolments = enrolments ?? Enrolments.None,
        };

    /// <summary>The same person with one field known, or with a null no longer known.</summary>
    internal Person With(string field, string? value) => field switch
    {
        "name" => this with { Name = value },
        "role" => this with { Role = value },
        "level" => this with { Level = value },
        "region" => this with { Region = value },
        "npsn" => this with { Npsn = value },
        "email_belajar" => this with { EmailBelajar = value },
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No such field of a person."),
    };

    private ValueSet Fields()
    {
        if ((Name ?? Role ?? Level ?? Region ?? Npsn ?? EmailBelajar) is null)
        {
            return ValueSet.Empty;
        }

        return ValueSet.Of(
        [
            new("name", Name), new("role", Role), new("level", Level), new("region", Region), new("npsn", Npsn),
            new("email_belajar", EmailBelajar),
        ]);
    }
}
