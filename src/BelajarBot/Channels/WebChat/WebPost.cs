using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Channels.WebChat;

/// <summary>What the page posts: <c>{id, text}</c> or <c>{id, press, label, of}</c>.</summary>
/// <param name="Id">The page's own random number; a resend has the same.</param>
/// <param name="Text">What the person wrote.</param>
/// <param name="Press">The data of the button that the person pressed.</param>
/// <param name="Label">The words on that button.</param>
/// <param name="Of">The row number of the message that the button belongs to.</param>
internal sealed record WebPost(long? Id, string? Text, string? Press, string? Label, long? Of)
{
    // The largest whole number that JavaScript counts exactly.
    private const long LargestId = (1L << 53) - 1;

    private const int LongestPress = 64;
    private const int LongestLabel = 256;

    /// <summary>Reads a request's body. What is wrong with it, if anything, is a sentence for its maker.</summary>
    public static async Task<(WebPost? Post, string? Problem)> ReadAsync(Stream body, CancellationToken cancel)
    {
        try
        {
            var post = await JsonSerializer.DeserializeAsync<WebPost>(body, WebBody.Json, cancel);

            return post?.FindProblem() is { } problem ? (null, problem)
                : post is null ? (null, "The body is null; send {\"id\": …, \"text\": …}.")
                : (post, null);
        }
        catch (JsonException)
        {
            return (null, "The body is not JSON of the form {\"id\": …, \"text\": …} or {\"id\": …, \"press\": …, \"label\": …}.");
        }
    }

    /// <summary>What the person did. <c>/start</c> opens the chat anew, as it does on Telegram.</summary>
    public Input ToInput()
    {
        if (Press is not null)
        {
            return new PressInput(Press);
        }

        // PostgreSQL cannot store U+0000, and nobody can type it.
        var text = Text!.Replace("\0", "", StringComparison.Ordinal);

        return text == "/start" ? new StartInput("")
            : text.StartsWith("/start ", StringComparison.Ordinal) ? new StartInput(text["/start ".Length..].Trim())
            : new TextInput(text);
    }

    /// <summary>The person's own bubble.</summary>
    /// <param name="redact">Takes out what may not be kept.</param>
    public WebBody ToBody(Func<string, string> redact) =>
        Press is not null ? new WebBody(redact(Label ?? Press), Press: Press, Of: Of) : new WebBody(redact(Text!));

    /// <summary>
    /// The update's number for the turn. Pages choose their numbers freely, and a script may well begin at 1, so the
    /// address is mixed in: one person's message can never pass for another's.
    /// </summary>
    public long UpdateIdFor(string address)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{address}:{Id}"));
        return BinaryPrimitives.ReadInt64LittleEndian(digest) & long.MaxValue;
    }

    private string? FindProblem() =>
        Id is not (>= 1 and <= LargestId) ? "'id' must be a whole number from 1 to 2^53-1, chosen at random."
        : (Text is null) == (Press is null) ? "Give either 'text' or 'press'."
        : Press is { Length: 0 or > LongestPress } ? "'press' must have 1 to 64 characters."
        : Label is { Length: > LongestLabel } ? "'label' is too long."
        : null;
}
