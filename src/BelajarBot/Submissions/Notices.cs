using System.Collections.Immutable;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;

namespace BelajarBot.Submissions;

/// <summary>
/// Tells the other side what happened to a submission, in their language: its person, who is told what became of it even after
/// <c>/berhenti</c>, because they asked for it by sending it; and officers, who are not written to when they said stop.
/// </summary>
internal sealed class Notices(Session session, DialogLibrary library, DateTimeOffset now)
{
    /// <summary>More officers than this are not told of one submission.</summary>
    private const int MostOfficers = 20;

    /// <summary>The messages so far, in order.</summary>
    internal List<OutgoingMessage> Messages { get; } = [];

    /// <summary>Tells the one who sent it.</summary>
    internal async Task TellPersonAsync(Submission submission, string key, string? note, MessageClass messageClass, params ImmutableArray<(string Key, string Arguments)> buttons)
    {
        if (await FindAsync(submission.PersonId) is { } person)
        {
            await TellAsync(person, submission, key, note, messageClass, buttons);
        }
    }

    /// <summary>Tells whoever has taken it and may still decide on it; where there is nobody, those officers of its area who are nearest to it.</summary>
    internal async Task TellReviewersAsync(Officers officers, Submission submission, string by, string key, MessageClass messageClass)
    {
        var reviewer = await SubmissionStore.ReviewerAsync(session, officers, submission.Id, now);
        foreach (var officer in reviewer is { } taken ? [taken] : await OfficersAsync(officers, submission, by))
        {
            await TellOfficerAsync(officer, submission, key, messageClass);
        }
    }

    /// <summary>Tells only whoever has taken it, if they may still decide on it.</summary>
    internal async Task TellReviewerAsync(Officers officers, Submission submission, string key, MessageClass messageClass)
    {
        if (await SubmissionStore.ReviewerAsync(session, officers, submission.Id, now) is { } reviewer)
        {
            await TellOfficerAsync(reviewer, submission, key, messageClass);
        }
    }

    private async Task TellOfficerAsync(long officer, Submission submission, string key, MessageClass messageClass)
    {
        if (await FindAsync(officer) is { Status: Person.Active } person)
        {
            await TellAsync(person, submission, key, note: null, messageClass, [("open_button", $"v.{submission.Id}")]);
        }
    }

    private async Task TellAsync(
        Recipient person, Submission submission, string key, string? note, MessageClass messageClass, ImmutableArray<(string Key, string Arguments)> buttons)
    {
        var command = library.Texts.FindCommand(SubmissionCommand.Contract.Command)!;
        var text = command.Texts[key].In(person.Language).Render(new NamedValues(
            ("number", SubmissionWords.Number(submission.Id)), ("title", submission.Title), ("note", note), ("area", SubmissionWords.AreaOf(library, submission))));
        ImmutableArray<ImmutableArray<Button>> rows =
        [
            .. buttons.Select(button => ImmutableArray.Create(
                Button.Asking(command.Texts[button.Key].In(person.Language).Source, command.Name, button.Arguments))),
            [Button.ToMenu(library.Texts["menu_button"].In(person.Language).Source)],
        ];
        var isNight = library.Policy.Quiet.After(now, Person.ClockOf(person.Zone)) != now;
        Messages.Add(await Outbox.AddAsync(
            session, person.Id, person.Channel, person.Address, messageClass, Body.Of(text, rows) with { IsSilent = isNight }, now));
    }

    /// <summary>
    /// Those of the least role that may decide here and can be told: where there is no reviewer, or none who can be, administrators are asked.
    /// </summary>
    private async Task<IReadOnlyList<long>> OfficersAsync(Officers officers, Submission submission, string by)
    {
        var found = await officers.ReachableAsync(
            session, Permission.ReviewSubmissions, submission.Area ?? AreaLimit.WholeCountry, by == "admin" ? Role.Admin : Role.Reviewer, now);
        return [.. found.Where(officer => officer.Id != submission.PersonId).GroupBy(officer => officer.Role).FirstOrDefault()?
            .Take(MostOfficers).Select(officer => officer.Id) ?? []];
    }

    private Task<Recipient?> FindAsync(long id) => session.FirstOrDefaultAsync<Recipient>(
        "select id, channel, address, language, zone, status from person where id = @id and unreachable_since is null", new { id });

    private sealed record Recipient(long Id, string Channel, string Address, string Language, string? Zone, string Status);
}
