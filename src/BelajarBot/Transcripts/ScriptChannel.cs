using System.Collections.Concurrent;
using System.Text;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Transcripts;

/// <summary>Keeps what is sent instead of sending it, and refuses what Telegram would refuse.</summary>
internal sealed class ScriptChannel : IChannel
{
    internal const string ChannelName = "script";

    private const int LongestText = 4096;
    private const int LongestData = 64;
    private const int MostButtons = 100;

    private readonly ConcurrentDictionary<string, ConcurrentQueue<OutgoingMessage>> sent = new();
    private readonly ConcurrentQueue<string> refused = new();

    public string Name => ChannelName;

    public Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        sent.GetOrAdd(message.Address, _ => new()).Enqueue(message);
        if (Mistake(message) is { } mistake)
        {
            refused.Enqueue(mistake);
            return Task.FromResult<SendResult>(new SendResult.Refused(mistake));
        }

        return Task.FromResult<SendResult>(new SendResult.Sent(message.OutboxId));
    }

    /// <summary>
    /// What was sent to this person since the last call, in order. Others get messages too when time passes: reminders of
    /// conversations that were played before on the same database.
    /// </summary>
    internal IReadOnlyList<OutgoingMessage> TakeSent(string address) => sent.TryRemove(address, out var own) ? Take(own) : [];

    /// <summary>Why messages were refused since the last call.</summary>
    internal IReadOnlyList<string> TakeRefused() => Take(refused);

    private static List<T> Take<T>(ConcurrentQueue<T> queue)
    {
        var all = new List<T>();
        while (queue.TryDequeue(out var next))
        {
            all.Add(next);
        }

        return all;
    }

    private static string? Mistake(OutgoingMessage message)
    {
        var buttons = message.Buttons.SelectMany(row => row).ToList();
        return string.IsNullOrWhiteSpace(message.Text.Text) && message.File is null ? "Pesan kosong. / The message is empty."
            : message.Text.Text.Length > LongestText
                ? $"Pesan {message.Text.Text.Length} karakter, paling banyak {LongestText}. / The message has {message.Text.Text.Length} characters, at most {LongestText} are allowed."
            : buttons.Count > MostButtons ? $"{buttons.Count} tombol, paling banyak {MostButtons}. / {buttons.Count} buttons, at most {MostButtons} are allowed."
            : buttons.Exists(button => string.IsNullOrWhiteSpace(button.Label)) ? "Ada tombol tanpa tulisan. / A button has no words."
            : buttons.Find(button => button.Kind == ButtonKind.Press && Encoding.UTF8.GetByteCount(button.Data) is 0 or > LongestData) is { } wrong
                ? $"Data tombol [{wrong.Label}] kosong atau lebih dari {LongestData} byte. / The data of button [{wrong.Label}] is empty or over {LongestData} bytes."
            : null;
    }
}
