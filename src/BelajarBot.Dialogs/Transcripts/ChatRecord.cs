using System.Collections.Immutable;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>
/// Writes a conversation down as it happens, in the form that can be run again: what was typed into <c>chat</c>, or where
/// a random walk went wrong. Not safe for several callers at once.
/// </summary>
/// <param name="title">What it shows.</param>
/// <param name="language">The person's language at the beginning.</param>
/// <param name="zone">The person's clock.</param>
/// <param name="role">The person's role, or null when it need not be known.</param>
public sealed class ChatRecord(string title, string language, TimeZoneInfo zone, string? role = null)
{
    /// <summary>A shorter silence than this is just somebody typing.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(30);

    private readonly List<string> lines = [];
    private readonly List<ImmutableArray<Button>> messages = [];
    private DateTimeOffset? last;

    /// <summary>The person did something.</summary>
    /// <param name="input">What.</param>
    /// <param name="at">When.</param>
    public void Did(Input input, DateTimeOffset at)
    {
        if (last is null)
        {
            lines.AddRange([$"# {title}", $"given lang: {language}{(role is null ? "" : $"; role: {role}")}", $"now {ChatTime.Write(at, zone)} {zone.Id}", ""]);
        }
        else if (at - last >= Silence)
        {
            lines.Add($"@ {ChatTime.Write(at, zone)}");
        }

        last = at;
        if (input is PressInput press && Label(press.Data) is { } button)
        {
            lines.Add(button);
        }
        else if (input is TextInput { IsForwarded: false, Text: var text } && !string.IsNullOrWhiteSpace(text) && !(text.Length > 10 && text.All(c => c == 'x')))
        {
            lines.AddRange(ChatText.PersonLines(text));
        }
        else
        {
            lines.Add($"> {ChatSends.Write(input)}");
        }
    }

    /// <summary>The same update arrived once more.</summary>
    public void DidAgain() => lines.Add("> again");

    /// <summary>Time passed, and nobody did anything.</summary>
    /// <param name="until">The moment at which something may happen again.</param>
    public void Waited(DateTimeOffset until)
    {
        lines.Add($"@ {ChatTime.Write(until, zone)}");
        last = until;
    }

    /// <summary>The human who had taken over was done.</summary>
    public void StaffClosed() => lines.Add("duta closes");

    /// <summary>The bot was started anew.</summary>
    public void Restarted()
    {
        if (last is not null)
        {
            lines.Add("restart");
        }
    }

    /// <summary>The bot said something.</summary>
    /// <param name="text">The words.</param>
    /// <param name="buttons">The buttons, in order.</param>
    public void Said(string text, ImmutableArray<Button> buttons)
    {
        messages.Add(buttons);
        lines.AddRange(ChatText.BotLines(new SaidMessage(text, [.. buttons.Select(button => button.Label)])));
    }

    /// <summary>Adds a remark.</summary>
    /// <param name="text">One line.</param>
    public void Note(string text) => lines.Add($"## {text.ReplaceLineEndings(" ")}");

    /// <summary>The conversation so far, as a <c>.chat</c> file.</summary>
    public override string ToString() => string.Join('\n', lines) + "\n";

    /// <summary>How a press is written: by its label where that says which button it was.</summary>
    private string? Label(string data)
    {
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            var at = 0;
            while (at < messages[i].Length && messages[i][at].Data != data)
            {
                at++;
            }

            if (at < messages[i].Length)
            {
                var label = $"[{ChatText.EscapeLabel(messages[i][at].Label)}]";
                return messages.Skip(i + 1).All(later => later.IsEmpty) ? $"> {label}" : $"> old {label} #{i + 1}";
            }
        }

        return null;
    }
}
