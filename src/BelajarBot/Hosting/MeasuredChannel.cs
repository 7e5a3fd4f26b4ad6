using System.Diagnostics;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Telemetry;

namespace BelajarBot.Hosting;

/// <summary>A channel whose attempts to send are counted by class and outcome (T163).</summary>
internal sealed class MeasuredChannel(IChannel inner, TimeProvider time) : IChannel
{
    public string Name => inner.Name;

    public bool IsGroup(string address) => inner.IsGroup(address);

    public async Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        using var span = BotTelemetry.Traces.StartActivity("send", ActivityKind.Producer);
        var started = time.GetTimestamp();
        var result = await inner.SendAsync(message, cancel);
        var labels = new TagList
        {
            { "channel", Name }, { "class", message.Class.ToString().ToLowerInvariant() }, { "outcome", Outcome(result) },
        };
        span?.SetTag("class", message.Class.ToString()).SetTag("outcome", Outcome(result));
        BotTelemetry.Sends.Add(1, labels);
        BotTelemetry.SendTime.Record(time.GetElapsedTime(started).TotalSeconds, labels);
        return result;
    }

    public Task<SendResult> EditAsync(
        string address, long messageId, RichText text, IReadOnlyList<IReadOnlyList<Button>> buttons, CancellationToken cancel) =>
        inner.EditAsync(address, messageId, text, buttons, cancel);

    public Task<FileInput> LookIntoAsync(FileInput file, CancellationToken cancel) => inner.LookIntoAsync(file, cancel);

    public Task<Download> FetchAsync(string reference, int mostBytes, CancellationToken cancel) => inner.FetchAsync(reference, mostBytes, cancel);

    public void NoteAnswered(IncomingMessage press) => inner.NoteAnswered(press);

    public string? LinkTo(string payload) => inner.LinkTo(payload);

    public Task ShowCommandsAsync(string address, string language, IReadOnlyList<MenuLine> commands, CancellationToken cancel) =>
        inner.ShowCommandsAsync(address, language, commands, cancel);

    internal static string Outcome(SendResult result) => result switch
    {
        SendResult.Sent => "sent",
        SendResult.TryLater => "later",
        SendResult.SlowDown => "slow_down",
        SendResult.Moved => "moved",
        SendResult.StylesRefused => "styles_refused",
        SendResult.TopicGone => "topic_gone",
        SendResult.Unreachable => "unreachable",
        SendResult.Refused => "refused",
        SendResult.Unknown => "unknown",
        SendResult.ChannelClosed => "closed",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "The results are a closed set."),
    };
}
