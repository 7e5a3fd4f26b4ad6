using System.Globalization;
using System.Text.Json;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;

namespace BelajarBot.Broadcasts;

/// <content>Broadcasts that are over: which there were, what came of each, and a reminder for those who have not moved on.</content>
internal sealed partial class BroadcastCommand
{
    private const int MostInHistory = 6;

    /// <summary>Lists them, the newest first: the officer's own, and all of the areas in which they approve.</summary>
    private static async Task ShowHistoryAsync(CapabilityTurn turn, BroadcastWords words, long before)
    {
        var found = await BroadcastStore.OverAsync(
            turn.Session, turn.Person.Id, turn.Officer.In(Permission.ApproveBroadcasts), before == 0 ? long.MaxValue : before, MostInHistory + 1);
        var shown = found.Take(MostInHistory).ToList();
        await turn.AuditAsync("siaran.history", details: string.Join(' ', shown.Select(broadcast => broadcast.Id.ToString(CultureInfo.InvariantCulture))));
        if (shown.Count == 0)
        {
            await turn.SayAsync(words["history_empty"], words.Button("new_button", "baru"), turn.MenuButton);
            return;
        }

        var items = shown.Select(broadcast => words[
            "history_item",
            ("number", words.Number(broadcast.Id)), ("when", words.Moment(broadcast.StartedAt!.Value, Person.ClockOf(turn.Person.Zone))), ("audience", broadcast.AudienceWords),
            ("outcomes", OutcomesOf(broadcast) is { } standing ? words.Outcomes(standing) : words["state_finished"].Text)].Text);
        var older = found.Count > MostInHistory ? [words.Button("older_button", $"{HistoryVerb}.{shown[^1].Id}")] : Array.Empty<Button>();
        await turn.SayAsync(
            words["history", ("items", string.Join("\n\n", items))],
            [
                .. shown.Select(broadcast => words.Button("result_of_button", $"hasil.{broadcast.Id}", ("number", words.Number(broadcast.Id)))),
                .. older, words.Button("list_button", ""), turn.MenuButton,
            ]);
    }

    /// <summary>What was told of it when it was over; null of one that was told before that was kept.</summary>
    private static CampaignStanding? OutcomesOf(Broadcast broadcast) =>
        broadcast.Outcomes is { } json ? JsonSerializer.Deserialize<CampaignStanding>(json) : null;

    private async Task ShowResultAsync(Step step)
    {
        var turn = step.Turn;
        if ((OutcomesOf(step.Broadcast) ?? await StandingAsync(turn, step.Broadcast)) is not { State: Campaigns.Finished or Campaigns.Cancelled } standing)
        {
            await ShowAsync(step);
        }
        else if (standing.Of(Outcome.Sent) > options.Value.CountAtOnceUpTo)
        {
            await BroadcastStore.AskCountAsync(turn.Session, step.Id, Counting.ResultFor(turn.Person.Id));
            turn.Scope.Afterwards.Add(hints.Give);
            await turn.SayAsync(step.Words["counting"], turn.MenuButton);
        }
        else
        {
            await TellResultAsync(step, standing, await MovedOnAsync(step));
        }
    }

    /// <summary>Who has moved on was counted beside the turn.</summary>
    private async Task TakeResultAsync(Step step)
    {
        if ((OutcomesOf(step.Broadcast) ?? await StandingAsync(step.Turn, step.Broadcast)) is not { } standing)
        {
            await ShowAsync(step);
            return;
        }

        await BroadcastStore.ForgetCountAsync(step.Turn.Session, step.Id);
        await TellResultAsync(step, standing, long.TryParse(step.Broadcast.Count, NumberStyles.None, CultureInfo.InvariantCulture, out var moved) ? moved : null);
    }

    /// <summary>Says what came of it and offers to remind the others; where they could not be counted in time, only what came of it.</summary>
    private static async Task TellResultAsync(Step step, CampaignStanding standing, long? moved)
    {
        var (turn, words, sent) = (step.Turn, step.Words, standing.Of(Outcome.Sent));
        await turn.AuditAsync(
            "siaran.result", AreaOf(step.Broadcast.Limit), details: string.Create(CultureInfo.InvariantCulture, $"{step.Id}: {sent}, {moved}"));
        Button[] remind = sent > moved ? [step.Button("remind_button", "ingatkan", ("count", words.Number(sent - moved.Value)))] : [];
        await turn.SayAsync(
            moved is null
                ? words["ended", ("number", words.Number(step.Id)), ("recipients", words.Number(standing.Recipients)), ("outcomes", words.Outcomes(standing)), ("left", "")]
                : words["result", ("number", words.Number(step.Id)), ("outcomes", words.Outcomes(standing)), ("sent", words.Number(sent)), ("moved", words.Number(moved.Value))],
            [.. remind, words.Button("list_button", ""), turn.MenuButton]);
    }

    private async Task<long> MovedOnAsync(Step step) =>
        Recipients.Of(step.Broadcast, step.Turn.Library, new(options.Value.QuietDays, reminders.Value.PerWeek), step.Turn.Session.Dialect, step.Turn.Now) is { } recipients
            ? await recipients.MovedOnAsync(step.Turn.Session, step.Broadcast.CampaignId!.Value)
            : 0;
}
