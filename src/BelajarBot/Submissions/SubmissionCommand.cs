using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Submissions;

/// <summary>
/// <c>/usulan</c>: everybody sees what they have sent in, takes it back or mends it; officers see besides what waits for them,
/// and decide. What belongs to whom is asked of the database for every press, so a forged or old button opens nothing.
/// </summary>
internal sealed class SubmissionCommand(Officers officers) : ICapability
{
    internal static readonly CommandContract Contract = new(
        "usulan",
        ("none", []), ("own", []), ("item_button", ["number", "title", "state"]), ("draft_button", ["title"]), ("own_button", []), ("gone", []),
        ("sent", ["number", "title", "when"]), ("sent_again", ["number", "title", "when"]), ("not_returned", ["number", "title", "when"]),
        ("own_head", ["number", "title", "state", "when"]), ("history_button", []), ("history", ["number", "lines"]), ("history_line", ["when", "who", "what", "note"]),
        ("who_you", []), ("who_person", []), ("who_officer", []),
        ("fix_button", []), ("busy", ["title"]), ("resume_button", ["title"]), ("fix_anyway_button", []), ("lost", ["number"]),
        ("withdraw_button", []), ("withdraw", ["number", "title"]), ("withdraw_yes", []), ("withdrawn", ["number", "title"]), ("keep_button", []),
        ("queue", ["count"]), ("queue_empty", []), ("queue_button", []), ("export_button", []), ("export", ["count"]),
        ("review_head", ["number", "title", "from", "area", "state", "when"]), ("open_button", []), ("attachments_button", []), ("attachments", ["number"]), ("attachments_elsewhere", ["number"]),
        ("claim_button", []), ("taken", ["number"]), ("not_yours", ["number"]), ("release_button", []), ("released", ["number"]),
        ("approve_button", []), ("attachment_gone", ["number", "label"]), ("approve", ["number", "title"]), ("approve_yes", []), ("approved", ["number"]),
        ("decline_button", []), ("ask_decline", ["number"]), ("declined", ["number"]),
        ("return_button", []), ("return", ["number"]), ("question_button", ["label"]), ("question_done_button", ["label"]),
        ("ask_reason", ["label"]), ("return_yes", ["count"]), ("returned", ["number", "count"]), ("words_needed", ["most"]),
        ("arrived", ["number", "title", "area"]), ("mended", ["number", "title", "area"]), ("remind_waiting", ["number", "title", "area"]),
        ("withdrawn_notice", ["number", "title"]), ("claimed_notice", ["number", "title"]), ("approved_notice", ["number", "title"]),
        ("declined_notice", ["number", "title", "note"]), ("returned_notice", ["number", "title", "note"]), ("remind_returned", ["number", "title"]),
        ("state_submitted", []), ("state_in_review", []), ("state_returned", []), ("state_approved", []), ("state_declined", []), ("state_withdrawn", []),
        ("state_mended", []), ("state_released", []), ("state_agenda", []), ("state_decided", []));

    CommandContract ICapability.Contract => Contract;

    public Task AnswerAsync(CapabilityTurn turn)
    {
        // What a button carries: what.number, or what.number.question; a confirmation has its moment behind that.
        var confirmed = Confirmation.Read(turn.Arguments, turn.Now);
        var parts = (confirmed ?? turn.Arguments.Split('@')[0]).Split('.');
        var id = parts.Length > 1 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null;
        var isReviewer = turn.Officer.May(Permission.ReviewSubmissions);
        return (turn.IsPress || turn.Said is not null ? parts[0] : "", id) switch
        {
            (OwnSubmissions.Show, { } own) => OwnSubmissions.ShowAsync(turn, own),
            (OwnSubmissions.Fix, { } own) => OwnSubmissions.FixAsync(turn, own, isDecided: false),
            (OwnSubmissions.FixAnyway, { } own) => OwnSubmissions.FixAsync(turn, own, isDecided: true),
            (OwnSubmissions.Withdraw, { } own) => OwnSubmissions.WithdrawAsync(turn, officers, own, confirmed is not null),
            (OwnSubmissions.History, { } either) => OwnSubmissions.HistoryAsync(turn, either),
            (OwnSubmissions.List, _) => OwnSubmissions.ListAsync(turn),
            ({ Length: > 0 } act, { } other) when isReviewer => ReviewDesk.ActAsync(turn, officers, act, other, parts.ElementAtOrDefault(2), confirmed is not null),
            (SubmissionExport.Act, _) when isReviewer => SubmissionExport.SendAsync(turn),
            ({ Length: > 0 }, { }) => turn.RefuseAsync(),
            _ => isReviewer ? ReviewDesk.QueueAsync(turn, officers) : OwnSubmissions.ListAsync(turn),
        };
    }
}
