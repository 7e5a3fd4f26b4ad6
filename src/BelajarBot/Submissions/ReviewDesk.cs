using System.Collections.Immutable;
using System.Globalization;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.People;

namespace BelajarBot.Submissions;

/// <summary>
/// What officers do with what was sent in to their area: take it, and then approve, decline or return it. Returning takes a
/// reason for each question that is to be answered anew.
/// </summary>
internal static class ReviewDesk
{
    internal const string View = "v";
    private const string Claim = "c";
    private const string Release = "l";
    private const string Approve = "a";
    private const string Decline = "d";
    private const string Return = "r";
    private const string Question = "q";
    private const string Send = "t";
    private const string Attachments = "p";

    /// <summary>The longest reason.</summary>
    private const int MostWords = 500;

    /// <summary>What fits into one message besides its head.</summary>
    private const int MostTogether = 3400;

    internal static async Task QueueAsync(CapabilityTurn turn, Officers officers)
    {
        var waiting = await SubmissionStore.QueueAsync(turn.Session, officers, ReviewLimit.Of(turn.Officer), turn.Person.Id, turn.Now);
        List<Button> buttons = [.. waiting.Select(submission => OwnSubmissions.ItemButton(turn, submission, View))];
        if (turn.Officer.May(Permission.Export))
        {
            buttons.Add(turn.Button("export_button", SubmissionExport.Act));
        }

        await turn.AuditAsync("usulan.queue");
        await turn.SayAsync(
            waiting.Count == 0 ? turn.Text("queue_empty") : turn.Text("queue", ("count", Write(waiting.Count))),
            [.. buttons, turn.Button("own_button", OwnSubmissions.List), turn.MenuButton]);
    }

    /// <summary>One act on one submission. What is not in the officer's area does not exist for them.</summary>
    internal static async Task ActAsync(CapabilityTurn turn, Officers officers, string act, long id, string? question, bool isConfirmed)
    {
        if (await SubmissionStore.FindForReviewAsync(turn.Session, ReviewLimit.Of(turn.Officer), id, turn.Person.Id) is not { } submission)
        {
            await turn.AuditAsync("usulan.refused", details: Write(id));
            await turn.SayAsync(turn.Text("gone"), turn.Button("queue_button", "queue"), turn.MenuButton);
            return;
        }

        var isMine = submission.State == SubmissionState.InReview && submission.ReviewerId == turn.Person.Id;
        await (act switch
        {
            Claim => ClaimAsync(turn, officers, submission),
            Release or Approve or Decline or Return or Question or Send when !isMine =>
                SayNotYoursAsync(turn, submission),
            Release => ReleaseAsync(turn, submission),
            Approve => ApproveAsync(turn, submission, isConfirmed),
            Decline => DeclineAsync(turn, submission),
            Return => ChooseQuestionsAsync(turn, submission),
            Question => ReasonAsync(turn, submission, question),
            Send => ReturnAsync(turn, submission),
            Attachments => AttachmentsAsync(turn, submission),
            _ => ViewAsync(turn, officers, submission),
        });
    }

    private static async Task ViewAsync(CapabilityTurn turn, Officers officers, Submission submission)
    {
        var id = submission.Id;
        var isMine = submission.State == SubmissionState.InReview && submission.ReviewerId == turn.Person.Id;
        List<Button> buttons = isMine ?
            [
                turn.Button("approve_button", $"{Approve}.{id}"), turn.Button("return_button", $"{Return}.{id}"),
                turn.Button("decline_button", $"{Decline}.{id}"), turn.Button("release_button", $"{Release}.{id}"),
            ]
            : await SubmissionStore.IsFreeAsync(turn.Session, officers, id, turn.Now) ? [turn.Button("claim_button", $"{Claim}.{id}")]
            : [];
        if ((await SubmissionWords.AttachmentsAsync(turn.Scope, submission)).Count > 0)
        {
            buttons.Add(turn.Button("attachments_button", $"{Attachments}.{id}"));
        }

        var head = turn.Text("review_head",
            ("number", SubmissionWords.Number(id)), ("title", submission.Title), ("from", await SenderAsync(turn, submission)),
            ("area", SubmissionWords.AreaOf(turn.Library, submission)), ("state", OwnSubmissions.StateOf(turn, submission.State)),
            ("when", SubmissionWords.When(turn.Scope, submission.SubmittedAt)));
        var pages = Pages(await SubmissionWords.LinesAsync(turn.Scope, submission));
        foreach (var (index, page) in pages.Index())
        {
            Button[] below = index < pages.Count - 1 ? [] :
                [.. buttons, turn.Button("history_button", $"{OwnSubmissions.History}.{id}"), turn.Button("queue_button", "queue"), turn.MenuButton];
            await turn.SayInPrivateAsync(Summary.Write(page, index == 0 ? head : RichText.Plain("…"), longest: MostTogether), below);
        }

        await turn.AuditAsync("usulan.seen", submission.Area, submission.PersonId, Write(id));
    }

    /// <summary>
    /// Passes on what was sent along, as it lies with the channel: nothing is kept here. What the channel has not got any more does
    /// not arrive, so the words before it say what to do then.
    /// </summary>
    private static async Task AttachmentsAsync(CapabilityTurn turn, Submission submission)
    {
        var channel = await turn.Session.FirstOrDefaultAsync<string?>("select channel from person where id = @PersonId", new { submission.PersonId });
        var back = turn.Button("open_button", $"{View}.{submission.Id}");
        await turn.SayAsync(
            turn.Text(channel == turn.Person.Channel ? "attachments" : "attachments_elsewhere", ("number", SubmissionWords.Number(submission.Id))), back, turn.MenuButton);
        if (channel == turn.Person.Channel)
        {
            foreach (var (label, value) in await SubmissionWords.AttachmentsAsync(turn.Scope, submission))
            {
                var (kind, reference) = FileAnswer.Read(value);
                var name = $"{SubmissionWords.Number(submission.Id)} {label}";
                await turn.Scope.SayAsync(
                    RichText.Plain(name), [], new FileToSend("", name, "application/octet-stream", kind)
                    {
                        Reference = reference,
                        WhenGone = turn.Text("attachment_gone", ("number", SubmissionWords.Number(submission.Id)), ("label", label)).Text,
                    }, isProtected: true);
            }
        }

        await turn.AuditAsync("usulan.attachments", submission.Area, submission.PersonId, Write(submission.Id));
    }

    private static async Task ClaimAsync(CapabilityTurn turn, Officers officers, Submission submission)
    {
        if (await SubmissionStore.ClaimAsync(turn.Session, officers, submission.Id, turn.Person.Id, turn.Now, RemindAt(turn)))
        {
            await NoteAsync(turn, submission, SubmissionState.InReview, null);
            await TellPersonAsync(turn, submission, "claimed_notice");
            await ViewAsync(turn, officers, submission with { State = SubmissionState.InReview, ReviewerId = turn.Person.Id });
        }
        else
        {
            await turn.SayAsync(turn.Text("taken", ("number", SubmissionWords.Number(submission.Id))), turn.Button("queue_button", "queue"), turn.MenuButton);
        }
    }

    private static async Task ReleaseAsync(CapabilityTurn turn, Submission submission)
    {
        if (await SubmissionStore.ReleaseAsync(turn.Session, submission.Id, turn.Person.Id, turn.Now, RemindAt(turn)))
        {
            await NoteAsync(turn, submission, SubmissionAct.Released, null);
            await SayDoneAsync(turn, "released", submission);
        }
        else
        {
            await SayNotYoursAsync(turn, submission);
        }
    }

    private static async Task ApproveAsync(CapabilityTurn turn, Submission submission, bool isConfirmed)
    {
        if (!isConfirmed)
        {
            await turn.SayAsync(
                turn.Text("approve", ("number", SubmissionWords.Number(submission.Id)), ("title", submission.Title)),
                turn.Button("approve_yes", Confirmation.Of($"{Approve}.{submission.Id}", turn.Now)), turn.Button("keep_button", $"{View}.{submission.Id}"));
        }
        else if (await DecideAsync(turn, submission, SubmissionState.Approved, null))
        {
            await TellPersonAsync(turn, submission, "approved_notice");
            await SubmissionStore.WakeMeetingsAsync(turn.Session, submission, turn.Now);
        }
    }

    private static async Task DeclineAsync(CapabilityTurn turn, Submission submission)
    {
        if (turn.Said is null)
        {
            turn.Await($"{Decline}.{submission.Id}");
            await turn.SayAsync(turn.Text("ask_decline", ("number", SubmissionWords.Number(submission.Id))), turn.Button("keep_button", $"{View}.{submission.Id}"));
        }
        else if (await WordsAsync(turn, $"{Decline}.{submission.Id}") is { } reason
            && await DecideAsync(turn, submission, SubmissionState.Declined, reason))
        {
            await TellPersonAsync(turn, submission, "declined_notice", reason);
        }
    }

    /// <summary>Shows the answers, those with a reason marked, and when there is a reason the way to return it all.</summary>
    private static async Task ChooseQuestionsAsync(CapabilityTurn turn, Submission submission)
    {
        var reasons = (await SubmissionStore.ReasonsAsync(turn.Session, submission.Id)).ToDictionary(reason => reason.Step);
        List<Button> buttons =
        [
            .. (await SubmissionWords.LinesAsync(turn.Scope, submission)).Select((line, index) => Button.Asking(
                turn.Text(reasons.ContainsKey(line.Question) ? "question_done_button" : "question_button", ("label", line.Label)).Text,
                SubmissionCommand.Contract.Command, $"{Question}.{submission.Id}.{index}")),
        ];
        if (reasons.Count > 0)
        {
            buttons.Add(Button.Asking(turn.Text("return_yes", ("count", Write(reasons.Count))).Text, SubmissionCommand.Contract.Command, $"{Send}.{submission.Id}"));
        }

        await turn.SayAsync(
            turn.Text("return", ("number", SubmissionWords.Number(submission.Id))), [.. buttons, turn.Button("keep_button", $"{View}.{submission.Id}")]);
    }

    private static async Task ReasonAsync(CapabilityTurn turn, Submission submission, string? question)
    {
        var lines = await SubmissionWords.LinesAsync(turn.Scope, submission);
        if (!int.TryParse(question, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= lines.Length)
        {
            await ChooseQuestionsAsync(turn, submission);
            return;
        }

        if (turn.Said is null)
        {
            turn.Await($"{Question}.{submission.Id}.{Write(index)}");
            await turn.SayAsync(turn.Text("ask_reason", ("label", lines[index].Label)), turn.Button("keep_button", $"{Return}.{submission.Id}"));
        }
        else if (await WordsAsync(turn, $"{Question}.{submission.Id}.{Write(index)}") is { } reason)
        {
            await SubmissionStore.SetReasonAsync(turn.Session, submission.Id, lines[index].Question, reason);
            await ChooseQuestionsAsync(turn, submission);
        }
    }

    private static async Task ReturnAsync(CapabilityTurn turn, Submission submission)
    {
        var reasons = (await SubmissionStore.ReasonsAsync(turn.Session, submission.Id)).ToDictionary(reason => reason.Step, reason => reason.Reason);
        if (reasons.Count == 0)
        {
            await ChooseQuestionsAsync(turn, submission);
            return;
        }

        var lines = (await SubmissionWords.LinesAsync(turn.Scope, submission)).Where(line => reasons.ContainsKey(line.Question));
        var note = string.Join('\n', lines.Select(line => $"• {line.Label}: {reasons[line.Question]}"));
        if (await DecideAsync(turn, submission, SubmissionState.Returned, note, ("count", Write(reasons.Count))))
        {
            await TellPersonAsync(turn, submission, "returned_notice", note, ("fix_button", $"{OwnSubmissions.Fix}.{submission.Id}"));
        }
    }

    private static async Task<bool> DecideAsync(CapabilityTurn turn, Submission submission, string state, string? note, params (string Name, string? Words)[] more)
    {
        if (!await SubmissionStore.DecideAsync(
            turn.Session, submission.Id, turn.Person.Id, state, turn.Now, state == SubmissionState.Returned ? RemindAt(turn) : null))
        {
            // Its person took it back between the button and the press.
            await SayNotYoursAsync(turn, submission);
            return false;
        }

        await NoteAsync(turn, submission, state, note);
        await SayDoneAsync(turn, state, submission, more);
        return true;
    }

    /// <summary>The words that were asked for; null, with the question put again, when something else came.</summary>
    private static async Task<string?> WordsAsync(CapabilityTurn turn, string awaited)
    {
        if (turn.Said is TextInput { Text: var text } && text.Trim() is { Length: > 0 and <= MostWords } words)
        {
            return words;
        }

        turn.Await(awaited);
        await turn.SayAsync(turn.Text("words_needed", ("most", Write(MostWords))), turn.Button("queue_button", "queue"));
        return null;
    }

    private static Task SayNotYoursAsync(CapabilityTurn turn, Submission submission) => turn.SayAsync(
        turn.Text("not_yours", ("number", SubmissionWords.Number(submission.Id))), turn.Button("open_button", $"{View}.{submission.Id}"), turn.MenuButton);

    private static Task SayDoneAsync(CapabilityTurn turn, string key, Submission submission, params (string Name, string? Words)[] more) => turn.SayAsync(
        turn.Text(key, [("number", SubmissionWords.Number(submission.Id)), .. more]), turn.Button("queue_button", "queue"), turn.MenuButton);

    private static async Task NoteAsync(CapabilityTurn turn, Submission submission, string act, string? note)
    {
        await SubmissionStore.NoteAsync(turn.Session, submission.Id, turn.Person.Id, act, note, turn.Now);
        await turn.AuditAsync($"usulan.{act}", submission.Area, submission.PersonId, Write(submission.Id));
    }

    private static async Task TellPersonAsync(
        CapabilityTurn turn, Submission submission, string key, string? note = null, params ImmutableArray<(string Key, string Arguments)> buttons)
    {
        var notices = new Notices(turn.Session, turn.Library, turn.Now);
        await notices.TellPersonAsync(
            submission, key, note, MessageClass.Reply, buttons.IsDefaultOrEmpty ? [("open_button", $"{OwnSubmissions.Show}.{submission.Id}")] : buttons);
        turn.Scope.Outgoing.AddRange(notices.Messages);
    }

    /// <summary>Who sent it, as they want to be called.</summary>
    private static Task<string?> SenderAsync(CapabilityTurn turn, Submission submission) => turn.Session.FirstOrDefaultAsync<string?>(
        "select coalesce(name, display_name) as name from person where id = @PersonId", new { submission.PersonId });

    /// <summary>The lines, as many together as fit into one message.</summary>
    private static List<ImmutableArray<SummaryLine>> Pages(ImmutableArray<SummaryLine> lines)
    {
        var pages = new List<ImmutableArray<SummaryLine>> { ImmutableArray<SummaryLine>.Empty };
        var length = 0;
        foreach (var line in lines)
        {
            var taken = Math.Min(line.Words.Length, MostTogether) + line.Label.Length + 3;
            if (length + taken > MostTogether && length > 0)
            {
                pages.Add([]);
                length = 0;
            }

            pages[^1] = pages[^1].Add(line);
            length += taken;
        }

        return pages;
    }

    private static DateTimeOffset RemindAt(CapabilityTurn turn) =>
        SubmissionClock.FirstReminder(turn.Library, Person.ClockOf(turn.Person.Zone), turn.Now);

    private static string Write(long number) => number.ToString(CultureInfo.InvariantCulture);
}
