using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;
using Spectre.Console;

namespace BelajarBot.Channels.Terminal;

/// <summary>
/// One person talks with the bot in a terminal. Buttons are numbered; the number, the label and free words all work.
/// Without a console (redirected input or output) there is no prompt, greeting or bold type, so that a script gets
/// the same text every time.
/// </summary>
/// <param name="input">Where the person types.</param>
/// <param name="output">Where the bot's words go.</param>
/// <param name="receive">Takes what the person said into its turn.</param>
/// <param name="quiet">Ends when everything that the bot had to say so far has been through <see cref="SendAsync"/>.</param>
/// <param name="console">The terminal at which a person sits, writing to the same output; null when redirected.</param>
/// <param name="time">Numbers the messages, and waits while the store is out of order.</param>
/// <param name="files">Where files are, so that the person can open them; null where none are kept.</param>
internal sealed class TerminalChat(
    TextReader input,
    TextWriter output,
    Receive receive,
    Func<CancellationToken, Task> quiet,
    IAnsiConsole? console,
    TimeProvider time,
    FileFolder? files = null) : IChannel
{
    /// <summary>The one person's address on this channel.</summary>
    public const string Address = "local";

    private const string Prompt = "> ";
    private const int Attempts = 5;

    private readonly Lock gate = new();
    private readonly List<Button> buttons = [];

    private long updateId = time.GetUtcNow().Ticks;
    private bool isPrompting;

    /// <inheritdoc />
    public string Name => "terminal";

    /// <summary>Talks until the person says <c>/keluar</c> or the input ends.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (console is not null)
        {
            await output.WriteLineAsync("Ketik /keluar untuk selesai. / Type /keluar to leave.");
            await OfferAsync(new StartInput(""), cancel);
        }

        while (await ReadAsync(cancel) is { } line && line is not "/keluar")
        {
            if (line.Length > 0)
            {
                await OfferAsync(InputOf(line), cancel);
            }
        }
    }

    /// <inheritdoc />
    public Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        lock (gate)
        {
            if (isPrompting)
            {
                // A reminder comes while the person may be typing: it gets lines of its own.
                output.WriteLine();
            }

            Write(message.Text);
            if (message.File is { } file)
            {
                output.WriteLine($"[{file.Name}] {files?.FullPath(file.Path) ?? file.Path}");
            }

            WriteButtons(message.Buttons);
            output.WriteLine();

            if (isPrompting)
            {
                output.Write(Prompt);
            }

            output.Flush();
        }

        return Task.FromResult<SendResult>(new SendResult.Sent(message.OutboxId));
    }

    private async Task<string?> ReadAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            isPrompting = console is not null;
            output.Write(isPrompting ? Prompt : "");
            output.Flush();
        }

        // A console reads synchronously whatever the method is called, so it reads elsewhere: Ctrl-C stays prompt.
        var line = await Task.Run(input.ReadLine, cancel).WaitAsync(cancel);

        lock (gate)
        {
            if (isPrompting && line is null)
            {
                // Ctrl-D leaves the cursor behind the prompt.
                output.WriteLine();
            }

            isPrompting = false;
        }

        return line?.Trim();
    }

    /// <summary>Numbers and labels stand for the buttons of the bot's latest answer; older ones are words again.</summary>
    private Input InputOf(string line)
    {
        lock (gate)
        {
            var pressed = int.TryParse(line, out var number) && number >= 1 && number <= buttons.Count
                ? buttons[number - 1]
                : buttons.Find(button => button.Label.Equals(line, StringComparison.OrdinalIgnoreCase));

            return pressed is not null ? new PressInput(pressed.Data)
                : line == "/start" ? new StartInput("")
                : line.StartsWith("/start ", StringComparison.Ordinal) ? new StartInput(line["/start ".Length..].Trim())
                : new TextInput(line);
        }
    }

    private async Task OfferAsync(Input said, CancellationToken cancel)
    {
        lock (gate)
        {
            buttons.Clear();
        }

        var message = new IncomingMessage(Name, Address, ++updateId, said);

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await receive(message, cancel);
                break;
            }
            catch (Exception failure) when (failure is not OperationCanceledException && attempt < Attempts)
            {
                await output.WriteLineAsync("Bot sedang terganggu, dicoba lagi. / The bot is in trouble; trying again.");
                await Task.Delay(TimeSpan.FromSeconds(attempt), time, cancel);
            }
        }

        await quiet(cancel);
    }

    private void Write(RichText text)
    {
        if (console is null)
        {
            output.WriteLine(text.Text);
            return;
        }

        var paragraph = new Paragraph();
        var at = 0;

        foreach (var span in text.Spans)
        {
            paragraph.Append(text.Text[at..span.Offset]);
            at = span.Offset + span.Length;
            paragraph.Append(
                text.Text[span.Offset..at],
                new Style(decoration: span.Kind is SpanKind.Bold ? Decoration.Bold : Decoration.Italic));
        }

        paragraph.Append(text.Text[at..]);
        console.Write(paragraph);
        console.WriteLine();
    }

    private void WriteButtons(IReadOnlyList<IReadOnlyList<Button>> rows)
    {
        foreach (var row in rows)
        {
            var line = new List<string>();

            // A terminal has no phone number to share; the question still takes a typed one.
            foreach (var button in row.Where(button => button.Kind is not ButtonKind.ShareContact))
            {
                if (button.Kind is ButtonKind.Link)
                {
                    line.Add($"{button.Label}: {button.Data}");
                    continue;
                }

                buttons.Add(button);
                line.Add($"[{buttons.Count}] {button.Label}");
            }

            if (line.Count > 0)
            {
                output.WriteLine(string.Join("  ", line));
            }
        }
    }
}
