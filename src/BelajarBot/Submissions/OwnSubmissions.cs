using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Steps;
using BelajarBot.People;

namespace BelajarBot.Submissions;

/// <summary>What people do with what they have sent in: look at it, mend it, take it back.</summary>
internal static class OwnSubmissions
{
    /// <summary>Of a note in the history so many characters are shown.</summary>
    private const int LongestNote = 150;

    internal const string List = "mine";
    internal const string Show = "o";
    internal const string Fix = "f";
    internal const string FixAnyway = "ff";
    internal const string Withdraw = "w";
    internal const string History = "h";

    internal static async Task ListAsync(CapabilityTurn turn)
    {
        var own = await SubmissionStore.OwnAsync(turn.Session, turn.Person.Id);
        var drafts = (await ConversationStore.OfPersonAsync(turn.Session, turn.Person.Id))
            .Where(conversation => conversation.IsUnfinished && conversation.Submission is null)
            .Select(conversation => turn.Library.Find(conversation.Dialog, conversation.Revision) ?? turn.Library.Find(conversation.Dialog))
            .OfType<Dialog>().Where(dialog => dialog.Steps.Any(step => step is SubmitStep)).ToList();
        List<Button> buttons =
        [
            .. drafts.Select(dialog => Button.Opening(
                turn.Text("draft_button", ("title", dialog.Title.In(turn.Person.Language).Source)).Text, dialog.Id)),
            .. own.Select(submission => ItemButton(turn, submission, Show)),
        ];
        if (turn.Officer.May(Permission.ReviewSubmissions))
        {
            buttons.Add(turn.Button("queue_button", "queue"));
        }

        await turn.SayAsync(turn.Text(own.Count + drafts.Count == 0 ? "none" : "own"), [.. buttons, turn.MenuButton]);
    }

    internal static Button ItemButton(CapabilityTurn turn, Submission submission, string act) => Button.Asking(
        turn.Text("item_button",
            ("number", SubmissionWords.Number(submission.Id)), ("title", submission.Title), ("state", StateOf(turn, submission.State))).Text,
        SubmissionCommand.Contract.Command, $"{act}.{submission.Id}");

    internal static string StateOf(CapabilityTurn turn, string state) => turn.Text($"state_{state}").Text;

    internal static async Task ShowAsync(CapabilityTurn turn, long id)
    {
        if (await FindAsync(turn, id) is not { } submission)
        {
            return;
        }

        List<Button> buttons = [];
        if (submission.State == SubmissionState.Returned)
        {
            buttons.Add(turn.Button("fix_button", $"{Fix}.{id}"));
        }

        if (!SubmissionState.IsFinal(submission.State))
        {
            buttons.Add(turn.Button("withdraw_button", $"{Withdraw}.{id}"));
        }

        var head = turn.Text("own_head",
            ("number", SubmissionWords.Number(id)), ("title", submission.Title), ("state", StateOf(turn, submission.State)),
            ("when", SubmissionWords.When(turn.Scope, submission.ChangedAt)));
        await turn.SayAsync(
            Summary.Write(await SubmissionWords.LinesAsync(turn.Scope, submission), head),
            [.. buttons, turn.Button("history_button", $"{History}.{id}"), turn.Button("own_button", List), turn.MenuButton]);
    }

    /// <summary>Asks anew what the reviewer wants to have answered anew. A draft of the same dialog is not thrown away without a word.</summary>
    internal static async Task FixAsync(CapabilityTurn turn, long id, bool isDecided)
    {
        if (await FindAsync(turn, id) is not { } submission)
        {
            return;
        }

        var begun = (await ConversationStore.OfPersonAsync(turn.Session, turn.Person.Id))
            .FirstOrDefault(conversation => conversation.Dialog == submission.Dialog && conversation.IsUnfinished);
        if (submission.State != SubmissionState.Returned)
        {
            await ShowAsync(turn, id);
        }
        else if (await SubmissionWords.DialogOfAsync(turn.Scope, submission) is not { } dialog || !dialog.Steps.Any(step => step is SubmitStep))
        {
            await turn.SayAsync(turn.Text("lost", ("number", SubmissionWords.Number(id))), turn.Button("withdraw_button", $"{Withdraw}.{id}"), turn.MenuButton);
        }
        else if (begun is not null && begun.Submission == id)
        {
            await TakeAsync(turn, DialogEngine.Resume(await SubmissionWords.DialogAsync(turn.Scope, begun.Dialog, begun.Revision) ?? dialog, begun, "resumed", await ContextAsync(turn)), begun.Number);
        }
        else if (begun is not null && !isDecided)
        {
            var title = dialog.Title.In(turn.Person.Language).Source;
            await turn.SayAsync(
                turn.Text("busy", ("title", title)),
                Button.Opening(turn.Text("resume_button", ("title", title)).Text, submission.Dialog), turn.Button("fix_anyway_button", $"{FixAnyway}.{id}"), turn.MenuButton);
        }
        else
        {
            var reasons = await SubmissionStore.ReasonsAsync(turn.Session, id);
            var number = turn.Person.ConversationCount + 1;
            await TakeAsync(
                turn,
                DialogEngine.Reopen(
                    dialog, number, id, submission.Step, submission.Values, [.. reasons.Select(reason => new Reopened(reason.Step, reason.Reason))], await ContextAsync(turn)),
                number);
        }
    }

    internal static async Task WithdrawAsync(CapabilityTurn turn, Officers officers, long id, bool isConfirmed)
    {
        if (await FindAsync(turn, id) is not { } submission)
        {
            return;
        }

        var words = (Number: SubmissionWords.Number(id), submission.Title);
        if (SubmissionState.IsFinal(submission.State))
        {
            await ShowAsync(turn, id);
        }
        else if (!isConfirmed)
        {
            await turn.SayAsync(
                turn.Text("withdraw", ("number", words.Number), ("title", words.Title)),
                turn.Button("withdraw_yes", Confirmation.Of($"{Withdraw}.{id}", turn.Now)), turn.Button("keep_button", $"{Show}.{id}"));
        }
        else if (await SubmissionStore.WithdrawAsync(turn.Session, id, turn.Person.Id, turn.Now))
        {
            await SubmissionStore.NoteAsync(turn.Session, id, turn.Person.Id, SubmissionState.Withdrawn, note: null, turn.Now);
            await turn.SayAsync(turn.Text("withdrawn", ("number", words.Number), ("title", words.Title)), turn.Button("own_button", List), turn.MenuButton);
            var notices = new Notices(turn.Session, turn.Library, turn.Now);
            await notices.TellReviewerAsync(officers, submission, "withdrawn_notice", MessageClass.Reply);
            turn.Scope.Outgoing.AddRange(notices.Messages);
        }
        else
        {
            // An officer decided between the question and the answer.
            await ShowAsync(turn, id);
        }
    }

    /// <summary>Who did what, for the one who sent it and for those who review it. Officers are not named.</summary>
    internal static async Task HistoryAsync(CapabilityTurn turn, long id)
    {
        var submission = await SubmissionStore.FindOwnAsync(turn.Session, id, turn.Person.Id)
            ?? (turn.Officer.May(Permission.ReviewSubmissions)
                ? await SubmissionStore.FindForReviewAsync(turn.Session, ReviewLimit.Of(turn.Officer), id, turn.Person.Id) : null);
        if (submission is null)
        {
            await turn.SayAsync(turn.Text("gone"), turn.Button("own_button", List), turn.MenuButton);
            return;
        }

        var lines = (await SubmissionStore.HistoryAsync(turn.Session, id)).TakeLast(20).Select(entry => turn.Text("history_line",
            ("when", SubmissionWords.When(turn.Scope, entry.At)),
            ("who", turn.Text(entry.ActorId == turn.Person.Id ? "who_you" : entry.ActorId == submission.PersonId ? "who_person" : "who_officer").Text),
            ("what", StateOf(turn, entry.Act)),
            ("note", entry.Note?.ShortenTo(LongestNote))).Text);
        await turn.SayAsync(
            turn.Text("history", ("number", SubmissionWords.Number(id)), ("lines", string.Join('\n', lines))),
            turn.Button("open_button", $"{(submission.PersonId == turn.Person.Id ? Show : ReviewDesk.View)}.{id}"), turn.MenuButton);
    }

    private static async Task<Submission?> FindAsync(CapabilityTurn turn, long id)
    {
        if (await SubmissionStore.FindOwnAsync(turn.Session, id, turn.Person.Id) is { } submission)
        {
            return submission;
        }

        await turn.SayAsync(turn.Text("gone"), turn.Button("own_button", List), turn.MenuButton);
        return null;
    }

    /// <summary>The conversation becomes the one in hand, and says what it has to say.</summary>
    private static async Task TakeAsync(CapabilityTurn turn, Turn decided, long number)
    {
        foreach (var say in decided.Effects.OfType<Say>())
        {
            await turn.Scope.SayAsync(say.Text, say.Buttons);
        }

        ConversationStore.Save(turn.Session, turn.Person.Id, decided.Next);
        turn.Scope.Person = turn.Scope.Person with
        {
            ActiveDialog = decided.Next.Dialog,
            ConversationCount = Math.Max(turn.Scope.Person.ConversationCount, number),
        };
    }

    private static async Task<TurnContext> ContextAsync(CapabilityTurn turn) => turn.Library.ContextFor(
        turn.Person.ToContact(
            await Milestones.OfPersonAsync(turn.Session, turn.Person.Id, turn.Library), await Enrolments.OfPersonAsync(turn.Session, turn.Person.Id, turn.Library)),
        turn.Now);
}
