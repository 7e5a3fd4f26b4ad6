using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Conversations;

/// <summary>What is done to words on arrival, whatever channel they came by.</summary>
internal static class ArrivedText
{
    /// <summary>Replaces what no database keeps: the null character, and halves of characters.</summary>
    internal static IncomingMessage Clean(IncomingMessage message) => message with
    {
        DisplayName = message.DisplayName is null ? null : Clean(message.DisplayName),
        Input = message.Input switch
        {
            TextInput text => new TextInput(Clean(text.Text)),
            StartInput start => new StartInput(Clean(start.Payload)),
            PressInput press => new PressInput(Clean(press.Data)),
            FileInput { Caption: { } caption } file => file with { Caption = SecretDetector.Redact(Clean(caption)).Text },
            var other => other,
        },
    };

    /// <summary>The message without secrets, for keeping it when its turn failed.</summary>
    internal static IncomingMessage Redact(IncomingMessage message) => message with
    {
        DisplayName = null,
        Input = message.Input is TextInput text ? new TextInput(SecretDetector.Redact(text.Text).Text) : message.Input,
    };

    private static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || char.IsSurrogate(text[i]))
            {
                return CleanFrom(text);
            }
        }

        return text;
    }

    private static string CleanFrom(string text)
    {
        const char replacement = '\uFFFD';
        var cleaned = text.ToCharArray();
        for (var i = 0; i < cleaned.Length; i++)
        {
            if (char.IsHighSurrogate(cleaned[i]) && i + 1 < cleaned.Length && char.IsLowSurrogate(cleaned[i + 1]))
            {
                i++;
            }
            else if (cleaned[i] == '\0' || char.IsSurrogate(cleaned[i]))
            {
                cleaned[i] = replacement;
            }
        }

        return new string(cleaned);
    }
}
