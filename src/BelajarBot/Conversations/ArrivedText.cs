using System.Globalization;
using System.Text;
using BelajarBot.Channels;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Conversations;

/// <summary>What is done to words on arrival, whatever channel they came by.</summary>
internal static class ArrivedText
{
    /// <summary>Telegram lets a name have 129 characters; whatever is longer came another way.</summary>
    private const int LongestName = 129;

    private const int LongestFileName = 255;

    /// <summary>
    /// Replaces what no database keeps: the null character, and halves of characters. Names, which are shown among words of
    /// ours, lose what would turn those around or hide them (T58, T98).
    /// </summary>
    internal static IncomingMessage Clean(IncomingMessage message) => message with
    {
        DisplayName = message.DisplayName is null ? null : Name(message.DisplayName, LongestName),
        Input = message.Input switch
        {
            TextInput text => text with { Text = Clean(text.Text) },
            StartInput start => new StartInput(Clean(start.Payload)),
            PressInput press => new PressInput(Clean(press.Data)),
            FileInput file => file with
            {
                Name = file.Name is null ? null : Name(file.Name, LongestFileName),
                Caption = file.Caption is null ? null : SecretDetector.Redact(Clean(file.Caption)).Text,
            },
            var other => other,
        },
    };

    /// <summary>The message without secrets, for keeping it when its turn failed.</summary>
    /// <param name="message">The message.</param>
    /// <param name="announced">The kind of secret that the message before announced, or null.</param>
    internal static IncomingMessage Redact(IncomingMessage message, SecretKind? announced = null) => message with
    {
        DisplayName = null,
        Input = message.Input is TextInput text ? text with { Text = Redact(text.Text, announced) } : message.Input,
    };

    /// <summary>Words without secrets, also without one that the message before only announced.</summary>
    internal static string Redact(string text, SecretKind? announced) =>
        announced is { } kind && SecretDetector.IsLikely(kind, text) ? SecretDetector.Mark : SecretDetector.Redact(text).Text;

    /// <summary>A name on one line, in one direction, without anything that cannot be seen, and not too long.</summary>
    private static string Name(string name, int longest)
    {
        var kept = new StringBuilder(Math.Min(name.Length, longest));
        foreach (var rune in name.EnumerateRunes())
        {
            if (kept.Length + rune.Utf16SequenceLength > longest)
            {
                break;
            }

            var category = Rune.GetUnicodeCategory(rune);
            if (category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            {
                kept.Append(rune);
            }
        }

        return kept.ToString().Trim();
    }

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
