using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Transcripts;

namespace BelajarBot.Transcripts;

/// <summary>
/// Stands between a terminal and the bot and writes both sides down. <c>/simpan berkas.chat</c> typed in the chat saves
/// what was said so far.
/// </summary>
/// <param name="record">Where it is written down.</param>
/// <param name="inner">The terminal's own way out.</param>
/// <param name="output">Where to say that it was saved.</param>
/// <param name="time">The clock.</param>
internal sealed class RecordedTerminal(ChatRecord record, IChannel inner, TextWriter output, TimeProvider time) : IChannel
{
    private const string Save = "/simpan";

    private readonly Lock gate = new();

    public string Name => inner.Name;

    public Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        lock (gate)
        {
            record.Said(message.Text.Text, [.. message.Buttons.SelectMany(row => row)]);
        }

        return inner.SendAsync(message, cancel);
    }

    /// <summary>Passes a message on to its turn, unless it asks to save.</summary>
    internal Task ReceiveAsync(IncomingMessage message, Receive next, CancellationToken cancel)
    {
        if (message.Input is TextInput { Text: var text } && (text == Save || text.StartsWith(Save + " ", StringComparison.Ordinal)))
        {
            return SaveAsync(text[Save.Length..].Trim(), cancel);
        }

        lock (gate)
        {
            record.Did(message.Input, time.GetUtcNow());
        }

        return next(message, cancel);
    }

    /// <summary>Writes the conversation to a file; what goes wrong is said, and the chat goes on.</summary>
    internal async Task SaveAsync(string file, CancellationToken cancel)
    {
        if (file.Length == 0)
        {
            await output.WriteLineAsync("Tulis nama berkasnya, misalnya: /simpan percakapan.chat / Name the file.");
            return;
        }

        string text;
        lock (gate)
        {
            text = record.ToString();
        }

        try
        {
            await File.WriteAllTextAsync(file, text, cancel);
            await output.WriteLineAsync($"Tersimpan di / saved in {file}. Beri judul dan periksa isinya. / Give it a title and read it through.");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            await output.WriteLineAsync($"Tidak bisa disimpan / cannot be saved: {trouble.Message}");
        }
    }
}
