using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>What is true after a line of a transcript: what facts are held against.</summary>
/// <param name="Library">The dialogs.</param>
/// <param name="Visitor">The person as stored.</param>
/// <param name="Tickets">What humans are asked at the moment about this person.</param>
/// <param name="Now">The moment.</param>
public sealed record Situation(DialogLibrary Library, Visitor Visitor, IReadOnlyList<OpenTicket> Tickets, DateTimeOffset Now)
{
    /// <summary>What the person has sent in, by kind, with its state.</summary>
    public IReadOnlyList<(string Kind, string State)> Submissions { get; init; } = [];
}

/// <summary>Holds the facts of a transcript against what is stored.</summary>
public static class FactCheck
{
    /// <summary>Why a fact does not hold, or null when it does.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="situation">What is true.</param>
    public static string? Complaint(Fact fact, Situation situation)
    {
        var visitor = situation.Visitor;
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
            FactKind.Consent => (contact.Consents[fact.Name] is not null, $"consent {List(contact.Consents.Entries.Select(given => given.Key))}"),
            FactKind.Enrolled => (contact.Enrolments.Contains(fact.Name), $"enrolled {List(contact.Enrolments)}"),
            FactKind.Stopped => (contact.IsStopped, contact.IsStopped ? "stopped" : "not stopped"),
            FactKind.Ticket => (situation.Tickets.Any(ticket => Matches(fact, ticket)), $"tiket / tickets: {List(situation.Tickets.Select(Written))}"),
            FactKind.Scheduled => Scheduled(fact, situation),
            FactKind.Submitted => (
                situation.Submissions.Any(sent => sent.Kind == fact.Name && (fact.Value is null || fact.Value == sent.State)),
                $"kiriman / submissions: {List(situation.Submissions.Select(sent => $"{sent.Kind} {sent.State}"))}"),
            _ => throw new InvalidOperationException($"Unknown fact: {fact.Kind}."),
        };
        return holds == fact.IsNot ? $"baris/line {fact.Line}: {(fact.Who.Length == 0 ? "" : $"{fact.Who} ")}{Written(fact)} – nyatanya / actually: {actual}" : null;
    }

    private static bool Matches(Fact fact, OpenTicket ticket) =>
        ticket.Queue == fact.Name
        && (fact.Area is null || fact.Area == ticket.Area)
        && (fact.Value is null || ChatPattern.Matches(fact.Value, (ticket.Note ?? "").ReplaceLineEndings(" ")));

    private static (bool Holds, string Actual) Scheduled(Fact fact, Situation situation)
    {
        var contact = situation.Visitor.Contact;
        var context = situation.Library.ContextFor(contact, situation.Now);
        var scheduled = situation.Visitor.Conversations
            .Select(conversation => (Conversation: conversation, Dialog: situation.Library.Find(conversation.Dialog, conversation.Revision)))
            .Where(entry => entry.Dialog is not null)
            .SelectMany(entry => DueTimes.Scheduled(entry.Dialog!, entry.Conversation, context))
            .Select(entry => (Rule: entry.Rule.Id, At: ChatTime.Write(entry.At, contact.Zone)))
            .ToList();
        return (
            scheduled.Exists(entry => entry.Rule == fact.Name && (fact.Value is null || entry.At == fact.Value)),
            $"pengingat / reminders: {List(scheduled.Select(entry => $"{entry.Rule} {entry.At}"))}");
    }

    private static string Written(Fact fact) => $"{(fact.IsNot ? "not " : "")}{fact.Kind switch
    {
        FactKind.Milestone => $"milestone {fact.Name}",
        FactKind.Field => fact.Value is null ? $"contact.{fact.Name}" : $"contact.{fact.Name} = {fact.Value}",
        FactKind.Done => fact.Name.Length == 0 ? "done" : $"done {fact.Name}",
        FactKind.Step => $"step {fact.Name}",
        FactKind.Language => $"lang {fact.Name}",
        FactKind.Ticket => Ticket(fact.Name, fact.Area, fact.Value),
        FactKind.Scheduled => fact.Value is null ? $"scheduled {fact.Name}" : $"scheduled {fact.Name} at {fact.Value}",
        FactKind.Submitted => fact.Value is null ? $"submitted {fact.Name}" : $"submitted {fact.Name} {fact.Value}",
        FactKind.Consent => $"consent {fact.Name}",
        FactKind.Enrolled => $"enrolled {fact.Name}",
        _ => "stopped",
    }}";

    private static string Written(OpenTicket ticket) => Ticket(ticket.Queue, ticket.Area, ticket.Note?.ReplaceLineEndings(" "));

    private static string Ticket(string queue, string? area, string? note) =>
        $"ticket {queue}{(area is null ? "" : $" area={area}")}{(note is null ? "" : $" note={note}")}";

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal).DefaultIfEmpty("-"));
}
