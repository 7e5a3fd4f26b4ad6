using System.Buffers;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>A link that opens the chat with the bot and carries a word to it (T112). It is no secret: anybody can read and guess it.</summary>
internal static class DeepLink
{
    private const int LongestPayload = 64;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Whether Telegram passes this on as it is.</summary>
    internal static bool IsPayload(string payload) =>
        payload.Length is > 0 and <= LongestPayload && !payload.AsSpan().ContainsAnyExcept(Characters);

    /// <summary>The link to a bot, to its beginning when the payload is empty.</summary>
    /// <exception cref="ArgumentException">Telegram would not pass the payload on.</exception>
    internal static string To(string botUserName, string payload = "") =>
        payload.Length == 0 ? $"https://t.me/{botUserName}"
        : IsPayload(payload) ? $"https://t.me/{botUserName}?start={payload}"
        : throw new ArgumentException($"A link carries 1 to {LongestPayload} of A-Z, a-z, 0-9, _ and -.", nameof(payload));
}
