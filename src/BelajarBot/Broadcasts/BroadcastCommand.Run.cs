using BelajarBot.Conversations;

namespace BelajarBot.Broadcasts;

/// <content>Looking at what was handed in, pausing, going on, cancelling, and what came of it.</content>
internal sealed partial class BroadcastCommand
{
    private async Task ShowAsync(Step step)
    {
        var (turn, words, broadcast) = (step.Turn, step.Words, step.Broadcast);
        switch (broadcast.State)
        {
            case BroadcastState.Started when await StandingAsync(turn, broadcast) is { } standing:
                await turn.SayAsync(words.Progress(broadcast, standing, sending.Value.BroadcastsPerSecond), [.. words.Controls(broadcast, standing), turn.MenuButton]);
                break;
            case BroadcastState.Awaiting when broadcast.MayBeApprovedBy(turn.Person.Id, turn.Officer):
                // What others are shown comes unasked; only whoever looks at it here can type the answer.
                if (step.Said is null)
                {
                    var delivery = DeliveryOf(step, broadcast.StartAt(turn.Now), broadcast.Counted, broadcast.Limit);
                    turn.Scope.Outgoing.AddRange(await Approvers.ShowAsync(turn.Session, turn.Library, broadcast, delivery, turn.Person, turn.Now));
                    turn.Await($"lihat.{step.Id}");
                }
                else
                {
                    await AskAsync(turn, step.Said, $"lihat.{step.Id}", turn.Text("choose"), isStrict: true, Approvers.Buttons(broadcast, words));
                }

                break;
            case BroadcastState.Awaiting or BroadcastState.Scheduled:
                await turn.SayAsync(
                    words[
                        "waiting", ("number", words.Number(step.Id)), ("state", words.State(broadcast, null)), ("audience", broadcast.AudienceWords),
                        ("count", words.Number(broadcast.Counted)), ("when", words.When(broadcast))],
                    step.Button("cancel_button", "batal"), turn.MenuButton);
                break;
            case BroadcastState.Expired:
                await turn.SayAsync(words["expired", ("number", words.Number(step.Id))], words.Button("new_button", "baru"), turn.MenuButton);
                break;
            default:
                await turn.SayAsync(words["dropped", ("number", words.Number(step.Id))], words.Button("new_button", "baru"), turn.MenuButton);
                break;
        }
    }

    private async Task SteerAsync(Step step, bool isPause)
    {
        var (turn, words) = (step.Turn, step.Words);
        var campaign = step.Broadcast.CampaignId!.Value;
        var isDone = isPause ? await Campaigns.PauseAsync(turn.Session, campaign, turn.Now) : await Campaigns.ResumeAsync(turn.Session, campaign, turn.Now);
        if (!isDone)
        {
            await ShowAsync(step);
            return;
        }

        if (!isPause && await StandingAsync(turn, step.Broadcast) is { } standing)
        {
            // What failed before was seen; only what fails from here on says anything.
            var (ended, failed) = await Broadcasts.TriedAsync(turn.Session, campaign, standing);
            await BroadcastStore.NoteSeenAsync(turn.Session, step.Id, ended, failed);
            await BroadcastStore.ForgetReasonAsync(turn.Session, step.Id);
        }

        await turn.AuditAsync(isPause ? "siaran.paused" : "siaran.resumed", AreaOf(step.Broadcast.Limit), details: $"{step.Id}");
        await turn.SayAsync(
            words[isPause ? "paused" : "resumed", ("number", words.Number(step.Id))],
            isPause ? step.Button("resume_button", "jalan") : step.Button("pause_button", "jeda"), step.Button("cancel_button", "batal"));
    }

    private async Task AskCancelAsync(Step step)
    {
        var left = await StandingAsync(step.Turn, step.Broadcast) is { } standing ? standing.Waiting : step.Broadcast.Counted;
        await AskAsync(
            step.Turn, step.Said, $"batal.{step.Id}",
            step.Words["cancel_ask", ("number", step.Words.Number(step.Id)), ("left", step.Words.Number(left))], isStrict: true,
            step.Button("cancel_yes_button", "batalya"), step.Button("cancel_no_button", "lihat"));
    }

    private async Task CancelAsync(Step step)
    {
        var (turn, broadcast) = (step.Turn, step.Broadcast);
        var isStarted = broadcast.State == BroadcastState.Started;
        var isDone = (isStarted || await BroadcastStore.MoveAsync(turn.Session, broadcast, BroadcastState.Cancelled, reason: null, turn.Now))
            && (broadcast.CampaignId is not { } campaign || await Campaigns.CancelAsync(turn.Session, campaign, turn.Now) || !isStarted);
        if (!isDone)
        {
            await ShowAsync(step);
            return;
        }

        await turn.AuditAsync("siaran.cancelled", AreaOf(broadcast.Limit), details: $"{step.Id}");
        await turn.SayAsync(step.Words["cancelled", ("number", step.Words.Number(step.Id))], step.Words.Button("list_button", ""), turn.MenuButton);
    }

    /// <summary>A new draft to those who got this one and whom its audience still means, with the same words until they are changed.</summary>
    private async Task FollowUpAsync(Step step)
    {
        var (turn, session, before) = (step.Turn, step.Turn.Session, step.Broadcast);
        var id = await BroadcastStore.AddAsync(session, turn.Person.Id, turn.Person.Channel, turn.Now);
        foreach (var (language, source) in await BroadcastStore.TextsAsync(session, before.Id))
        {
            await BroadcastStore.SaveTextAsync(session, id, language, source);
        }

        var draft = (await BroadcastStore.FindAsync(session, id))!;
        await BroadcastStore.SaveAsync(
            session,
            draft with
            {
                Audience = before.Audience,
                AudienceWords = step.Words["follow_up_of", ("audience", before.AudienceWords), ("number", step.Words.Number(before.Id))].Text,
                File = before.File,
                Opens = before.Opens,
                OtherReaders = before.OtherReaders,
                AfterId = before.Id,
            },
            turn.Now);
        await AskNextAsync(await (step with { Broadcast = draft }).AgainAsync());
    }
}
