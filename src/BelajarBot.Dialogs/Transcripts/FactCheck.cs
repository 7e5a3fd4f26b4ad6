using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>Holds the facts of a transcript against what is stored.</summary>
public static class FactCheck
{
    /// <summary>Why a fact does not hold, or null when it does.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="visitor">The person as stored.</param>
    public static string? Complaint(Fact fact, Visitor visitor)
    {
        var latest = visitor.Conversations.MaxBy(c => c.TouchedAt);
        var contact = visitor.Contact;
        var (holds, actual) = fact.Kind switch
        {
            FactKind.Milestone => (
                contact.Milestones.Keys.Any(m => m.Milestone == fact.Name || $"{m.Scope}.{m.Milestone}" == fact.Name),
                $"tercapai / reached: {List(contact.Milestones.Keys.Select(m => m.Milestone))}"),
            FactKind.Field => (
                fact.Value is null ? contact.Fields[fact.Name] is not null : contact.Fields[fact.Name] == fact.Value,
                $"contact.{fact.Name} = {contact.Fields[fact.Name] ?? "-"}"),
            FactKind.Done => (
                latest is { Status: ConversationStatus.Ended } && (fact.Name.Length == 0 || latest.Outcome == fact.Name),
                latest is null ? "belum ada dialog / no dialog yet"
                    : latest.Status == ConversationStatus.Ended ? $"done {latest.Outcome}" : $"step {latest.Step}, {latest.Status}"),
            FactKind.Step => (
                visitor.Active is not null && visitor.Conversations.Any(c => c.Dialog == visitor.Active && c.Step == fact.Name),
                $"step {visitor.Conversations.FirstOrDefault(c => c.Dialog == visitor.Active)?.Step ?? "-"}"),
            FactKind.Language => (contact.Language == fact.Name, $"lang {contact.Language}"),
            FactKind.Enrolled => (contact.Enrolments.Contains(fact.Name), $"enrolled {List(contact.Enrolments)}"),
            FactKind.Stopped => (contact.IsStopped, contact.IsStopped ? "stopped" : "not stopped"),
            _ => throw new InvalidOperationException($"Unknown fact: {fact.Kind}."),
        };
        return holds == fact.IsNot ? $"baris/line {fact.Line}: {Written(fact)} – nyatanya / actually: {actual}" : null;
    }

    private static string Written(Fact fact) => $"{(fact.IsNot ? "not " : "")}{fact.Kind switch
    {
        FactKind.Milestone => $"milestone {fact.Name}",
        FactKind.Field => fact.Value is null ? $"contact.{fact.Name}" : $"contact.{fact.Name} = {fact.Value}",
        FactKind.Done => fact.Name.Length == 0 ? "done" : $"done {fact.Name}",
        FactKind.Step => $"step {fact.Name}",
        FactKind.Language => $"lang {fact.Name}",
        FactKind.Enrolled => $"enrolled {fact.Name}",
        _ => "stopped",
    }}";

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal).DefaultIfEmpty("-"));
}
