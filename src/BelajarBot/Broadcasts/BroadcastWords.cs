using System.Globalization;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.People;

namespace BelajarBot.Broadcasts;

/// <summary>The texts of <c>/siaran</c> for one officer: in their language, with numbers, moments and durations as they read them.</summary>
internal sealed class BroadcastWords(DialogLibrary library, Person officer, DateTimeOffset now)
{
    private const int BarLength = 10;

    private readonly NumberFormatInfo numbers = new() { NumberGroupSeparator = officer.Language == BroadcastText.Second ? "," : ".", NumberDecimalDigits = 0 };

    internal string Language => officer.Language;

    internal RichText this[string key, params ReadOnlySpan<(string Name, string? Words)> values] =>
        library.Texts.FindCommand(BroadcastCommand.Contract.Command)!.Texts[key].In(Language).Render(new NamedValues(values));

    internal Button Button(string key, string arguments, params ReadOnlySpan<(string Name, string? Words)> values) =>
        Dialogs.Engine.Button.Asking(this[key, values].Text, BroadcastCommand.Contract.Command, arguments);

    internal Button MenuButton => Dialogs.Engine.Button.ToMenu(library.Texts["menu_button"].In(Language).Source);

    internal string Number(long number) => number.ToString("N0", numbers);

    /// <summary>A moment on the clock of a zone, with the zone's name.</summary>
    internal string Moment(DateTimeOffset moment, TimeZoneInfo zone) =>
        $"{LanguageData.Moment(moment, new ValueContext(now, zone, Language))} {BroadcastTime.NameOf(zone, moment)}";

    /// <summary>When a broadcast starts.</summary>
    internal string When(Broadcast broadcast) =>
        broadcast.StartsAt is null or 0 ? this[broadcast.State == BroadcastState.Awaiting ? "once_approved" : "at_once"].Text : Moment(broadcast.StartAt(now), Person.ClockOf(broadcast.Zone));

    /// <summary>About how long, in words.</summary>
    internal string Duration(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1) ? this["seconds"].Text
        : time < TimeSpan.FromHours(1) ? this["minutes", ("minutes", Number((long)Math.Ceiling(time.TotalMinutes)))].Text
        : this["hours", ("hours", Number((long)time.TotalHours)), ("minutes", Number(time.Minutes))].Text;

    /// <summary>That some or all of it arrives in the quiet hours of those who get it; empty where none does.</summary>
    internal string Night(Delivery delivery) => delivery.Night == NightShare.None ? ""
        : this[delivery.Night == NightShare.All ? "night_all" : "night", ("from", $"{delivery.Quiet.From:HH.mm}"), ("until", $"{delivery.Quiet.To:HH.mm}")].Text;

    /// <summary>How a running or paused broadcast stands.</summary>
    internal RichText Progress(Broadcast broadcast, CampaignStanding standing, int perSecond)
    {
        var done = standing.Recipients - standing.Waiting;
        var share = standing.Recipients == 0 ? 1.0 : (double)done / standing.Recipients;
        var full = (int)(share * BarLength);
        return this[
            "progress",
            ("number", Number(broadcast.Id)),
            ("state", State(broadcast, standing)),
            ("bar", new string('▓', full) + new string('░', BarLength - full)),
            ("percent", Number((long)(share * 100))),
            ("outcomes", Outcomes(standing)),
            ("left", standing.Waiting == 0 || standing.State == Campaigns.Cancelled ? "" : this["left", ("count", Number(standing.Waiting)), ("duration", Duration(standing.TimeLeftAt(perSecond)))].Text)];
    }

    /// <summary>What became of the messages that are over: only what there is of.</summary>
    internal string Outcomes(CampaignStanding standing)
    {
        (string Key, long Count)[] counts =
        [
            ("sent", standing.Of(Outcome.Sent)),
            ("blocked", standing.Of(Outcome.Blocked)),
            ("deactivated", standing.Of(Outcome.Deactivated)),
            ("never_started", standing.Of(Outcome.NeverStarted)),
            ("skipped", standing.Of(Outcome.Skipped)),
            ("failed", standing.Of(Outcome.Failed)),
            ("unknown", standing.Of(Outcome.Unknown)),
        ];
        var told = counts.Where(each => each.Key == "sent" || each.Count > 0).Select(each => this[each.Key, ("count", Number(each.Count))].Text);
        return string.Join(" · ", told);
    }

    /// <summary>One word for how far it has come.</summary>
    internal string State(Broadcast broadcast, CampaignStanding? standing) => this[
        (broadcast.State, standing?.State) switch
        {
            (BroadcastState.Draft, _) => "state_draft",
            (BroadcastState.Awaiting, _) => "state_awaiting",
            (BroadcastState.Scheduled, _) => "state_scheduled",
            (BroadcastState.Expired, _) => "state_expired",
            (BroadcastState.Cancelled, _) or (_, Campaigns.Cancelled) => "state_cancelled",
            (_, Campaigns.Paused or Campaigns.Stopped) => "state_paused",
            (_, Campaigns.Finished) => "state_finished",
            _ => "state_running",
        }].Text;

    /// <summary>What an officer can do with one that has started.</summary>
    internal Button[] Controls(Broadcast broadcast, CampaignStanding standing) => standing.State switch
    {
        Campaigns.Running => [Button("pause_button", $"jeda.{broadcast.Id}"), Button("cancel_button", $"batal.{broadcast.Id}")],
        Campaigns.Paused or Campaigns.Stopped => [Button("resume_button", $"jalan.{broadcast.Id}"), Button("cancel_button", $"batal.{broadcast.Id}")],
        _ => [Button("result_button", $"hasil.{broadcast.Id}")],
    };
}
