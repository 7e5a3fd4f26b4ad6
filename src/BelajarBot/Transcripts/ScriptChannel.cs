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
    private readonly ConcurrentQueue<(long, string)> edited = new();

    private readonly ConcurrentDictionary<string, Download> files = new();

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

    /// <summary>Notes how a message reads now; nobody answers to that, so it is no line of a transcript.</summary>
    public Task<SendResult> EditAsync(
        string address, long messageId, RichText text, IReadOnlyList<IReadOnlyList<Button>> buttons, CancellationToken cancel)
    {
        edited.Enqueue((messageId, text.Text));
        return Task.FromResult<SendResult>(new SendResult.Sent(messageId));
    }

    /// <summary>Fetches what a test laid there; the files of transcripts have nothing in them.</summary>
    public Task<Download> FetchAsync(string reference, int mostBytes, CancellationToken cancel) => Task.FromResult(
        files.GetValueOrDefault(reference, new Download.Gone("nothing is in it")) is var found && found is Download.Read read && read.Content.Length > mostBytes ? new Download.TooLarge() : found);

    /// <summary>What fetching this file comes to from now on.</summary>
    internal void Lay(string reference, Download file) => files[reference] = file;

    /// <summary>What was made of messages since the last call.</summary>
    internal IReadOnlyList<(long MessageId, string Text)> TakeEdited() => Take(edited);

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
