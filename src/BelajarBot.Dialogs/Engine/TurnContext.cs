using System.Collections.Frozen;
using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Reminders;

namespace BelajarBot.Dialogs.Engine;

/// <summary>What a turn may know about the person.</summary>
/// <param name="Language">The language that they read, for example <c>id</c>.</param>
/// <param name="Zone">Their time zone.</param>
/// <param name="Fields">What is known about them, by field name without <c>contact.</c>.</param>
/// <param name="IsStopped">Whether they asked for no messages but answers.</param>
public sealed record Contact(string Language, TimeZoneInfo Zone, ValueSet Fields, bool IsStopped = false)
{
    /// <summary>The marks reached in the present cycle, by scope and name, with when.</summary>
    public IReadOnlyDictionary<(string Scope, string Milestone), DateTimeOffset> Milestones { get; init; } =
        ImmutableDictionary<(string, string), DateTimeOffset>.Empty;

    /// <summary>The schools that the turn may speak of, in words, by NPSN: the person's, and one that they have just named.</summary>
    public IReadOnlyDictionary<string, string> Schools { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The consents that they have given and not taken back, with the version that they agreed to.</summary>
    public ValueSet Consents { get; init; } = ValueSet.Empty;

    /// <summary>When they were reminded of anything in the last seven days; only a turn of the clock needs to know.</summary>
    public IReadOnlyCollection<DateTimeOffset> Reminded { get; init; } = [];

    /// <summary>Of which rules of which dialogs and programmes they were reminded in the last day; only a turn of the clock needs to know.</summary>
    public IReadOnlyCollection<(string Dialog, string Rule)> RemindedOf { get; init; } = [];

    /// <summary>The programmes whose present cycle the person is enrolled in.</summary>
    public IReadOnlySet<string> Enrolments { get; init; } = FrozenSet<string>.Empty;
}

/// <summary>Everything that a turn may look at besides the conversation: it knows no clock and no database.</summary>
/// <param name="Now">The moment of the turn, in UTC.</param>
/// <param name="Contact">The person.</param>
/// <param name="Texts">The bot's own words.</param>
public sealed record TurnContext(DateTimeOffset Now, Contact Contact, BotTexts Texts)
{
    /// <summary>What the milestones of each dialog belong to, where that is not the dialog itself.</summary>
    public IReadOnlyDictionary<string, string> MilestoneScopes { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The consents that dialogs may name, by name.</summary>
    public IReadOnlyDictionary<string, Consent> Consents { get; init; } = ImmutableDictionary<string, Consent>.Empty;

    /// <summary>The programmes, for their values and cycles.</summary>
    public Programmes Programmes { get; init; } = Programmes.None;

    /// <summary>When and how often the bot may speak first.</summary>
    public ReminderPolicy Policy { get; init; } = ReminderPolicy.Usual;

    /// <summary>The dates of programmes that the person is told of otherwise, a day before or after; see <see cref="ToldDates"/>.</summary>
    internal IReadOnlySet<(string Program, string Date)> Told { get; init; } = FrozenSet<(string, string)>.Empty;

    /// <summary>The same moment once this much was decided: what follows in the same turn knows the person as they are now.</summary>
    internal TurnContext After(IEnumerable<Effect> effects)
    {
        var contact = Contact;
        foreach (var effect in effects)
        {
            contact = effect switch
            {
                SaveField { Value: { } value } saved => contact with { Fields = contact.Fields.With(saved.Field, value) },
                SaveField forgotten => contact with { Fields = contact.Fields.Without(forgotten.Field) },
                ReachMilestone mark when !contact.Milestones.ContainsKey((mark.Scope, mark.Name)) => contact with
                {
                    Milestones = contact.Milestones.ToImmutableDictionary().Add((mark.Scope, mark.Name), Now),
                },
                DecideConsent decision => contact with { Consents = decision.After(contact.Consents) },
                _ => contact,
            };
        }

        return ReferenceEquals(contact, Contact) ? this : this with { Contact = contact };
    }
}
