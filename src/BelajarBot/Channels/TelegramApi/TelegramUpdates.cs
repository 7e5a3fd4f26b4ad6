using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>What an update turned out to be.</summary>
internal abstract record Translation
{
    private Translation()
    {
    }

    /// <summary>The callback query that waits for an answer, whatever becomes of the update, or null.</summary>
    public string? CallbackQueryId { get; init; }

    /// <summary>Someone did something that a turn takes.</summary>
    internal sealed record Said(IncomingMessage Message) : Translation;

    /// <summary>Someone blocked or unblocked the bot.</summary>
    internal sealed record Reachability(ReachabilityChange Change) : Translation;

    /// <summary>Nothing for us: words in a group, a service message, a kind that we did not ask for.</summary>
    internal sealed record Ignored(string Why) : Translation;

    /// <summary>It could not be read.</summary>
    internal sealed record Unreadable(string Reason) : Translation;
}

/// <summary>
/// Turns one raw update into our own words. Each is read by itself, so that one that cannot be read harms no other (T8).
/// An edited message is no answer: what was accepted is corrected in the chat, not behind its back (T54). In groups the bot
/// only says where it can be talked with (T53, T61).
/// </summary>
internal sealed class TelegramUpdates(string? botUserName)
{
    private const string Channel = TelegramChannel.ChannelName;

    /// <summary>Things that people send and no question takes, by the property that carries them.</summary>
    private static readonly string[] UnsupportedKinds =
    [
        "sticker", "voice", "video_note", "video", "animation", "audio", "location", "venue", "poll", "dice", "story", "game",
        "live_photo", "paid_media", "checklist", "rich_message", "invoice", "giveaway",
    ];

    /// <summary>The kinds to ask for (T50).</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["message", "edited_message", "callback_query", "my_chat_member"];

    /// <summary>The update's number, or null when it has none.</summary>
    public static long? IdOf(JsonElement raw) =>
        raw.ValueKind == JsonValueKind.Object
        && raw.TryGetProperty("update_id", out var id)
        && id.ValueKind == JsonValueKind.Number
        && id.TryGetInt64(out var number)
            ? number
            : null;

    /// <summary>The number in the bytes of an update that cannot be read as a whole, or null.</summary>
    public static long? IdIn(ReadOnlySpan<byte> update)
    {
        var reader = new Utf8JsonReader(update, new JsonReaderOptions { MaxDepth = 100_000 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("update_id"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id) ? id : null;
                }
            }
        }
        catch (JsonException)
        {
            // It ends before its number comes.
        }

        return null;
    }

    /// <summary>The update as text; bytes that are not UTF-8 become U+FFFD.</summary>
    public static string RawText(JsonElement raw) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(raw));

    public Translation Translate(long updateId, JsonElement raw)
    {
        try
        {
            var update = Read(raw);
            return InTopic(update.Message ?? update.EditedMessage ?? update.CallbackQuery?.Message, Translate(updateId, raw, update));
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The path says where; the message could quote a person's words.
            var place = problem is JsonException { Path: { } path } ? path : "somewhere";
            return new Translation.Unreadable($"The update does not have the shape that is documented, at {place}.");
        }
    }

    private Translation Translate(long updateId, JsonElement raw, TelegramUpdate update) => update switch
    {
        { Message: { } message } => FromMessage(updateId, message, raw),
        { EditedMessage: { } edited } => FromEdit(updateId, edited),
        { CallbackQuery: { } query } => FromPress(updateId, query, raw) with { CallbackQueryId = query.Id },
        { MyChatMember: { } change } => FromMembership(updateId, change),
        _ => new Translation.Ignored("a kind of update that has no meaning here"),
    };

    /// <summary>Private chats may have topics too; who writes in one is answered there (T139).</summary>
    private static Translation InTopic(TelegramMessage? message, Translation translation) =>
        translation is Translation.Said said && message is { IsTopicMessage: true, MessageThreadId: { } thread }
            ? said with { Message = said.Message with { Thread = thread } }
            : translation;

    private static TelegramUpdate Read(JsonElement raw)
    {
        try
        {
            return raw.Deserialize(BotApiWire.Json.TelegramUpdate) ?? throw new JsonException("The update is null.");
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // Half an emoji in a name is no reason to lose a message (T93); anything else fails again.
            return JsonSerializer.Deserialize(LoneSurrogates.Replace(RawText(raw)), BotApiWire.Json.TelegramUpdate)
                ?? throw new JsonException("The update is null.", problem);
        }
    }

    private Translation FromMessage(long updateId, TelegramMessage message, JsonElement raw)
    {
        if (Moved(updateId, message) is { } moved)
        {
            return moved;
        }

        if (message.Chat is not { Type: "private" } chat)
        {
            return FromGroup(updateId, message);
        }

        Input? input = message switch
        {
            { Text: { } text, ForwardOrigin: not null } => new TextInput(text) { IsForwarded = true },
            { Text: { } text } => FromText(text),
            { Contact: { PhoneNumber: { } phone } contact } => new ContactInput(phone, IsOwn(message, contact)),
            { Photo: { Count: > 0 } sizes } => FromPhoto(sizes, message.Caption),
            { Document: { FileId: { } reference } file, Animation: null } =>
                new FileInput(FileKind.Document, reference, file.FileName, file.FileSize, message.Caption),
            { Location: { Latitude: { } latitude, Longitude: { } longitude } } => new PlaceInput(latitude, longitude, NameOf(message.Venue)),
            _ => FromOther(raw.GetProperty("message")),
        };
        return input is null
            ? new Translation.Ignored("a service message, or a command for another bot")
            : Said(updateId, chat.Id, input, message.From, SentAt(message), AlbumId(message));
    }

    /// <summary>
    /// Telegram also tells of changes that nobody made, such as a preview that was found: those have no date of an edit.
    /// What is not words was changed in its caption at most, or is a place that moves.
    /// </summary>
    private static Translation FromEdit(long updateId, TelegramMessage edited) =>
        edited is { Chat: { Type: "private" } chat, Text: not null, EditDate: > 0 }
            ? Said(updateId, chat.Id, new EditInput(), edited.From, SentAt(edited with { Date = edited.EditDate }))
            : new Translation.Ignored("a change outside a private chat, or of something else than words");

    /// <summary>In a group the bot answers nothing but <c>/start</c> with its own name (T61).</summary>
    private Translation FromGroup(long updateId, TelegramMessage message)
    {
        if (message is not { Chat: { Type: "group" or "supergroup" } group, Text: { } text }
            || !text.Contains('@', StringComparison.Ordinal) || FromText(text) is not StartInput)
        {
            return new Translation.Ignored("not a private chat");
        }

        return InGroup(updateId, group, message.From, isCalled: true, message.IsTopicMessage == true ? message.MessageThreadId : null);
    }

    private Translation.Said InGroup(long updateId, TelegramChat group, TelegramUser? by, bool isCalled, long? thread) =>
        new(new IncomingMessage(Channel, Address(group.Id), updateId, new StartInput(""), by?.LanguageCode)
        {
            Group = new GroupVisit(isCalled, botUserName is null ? null : DeepLink.To(botUserName, "grup"), thread),
        });

    /// <summary>A group that became a supergroup says so twice, once on each side, in any order (T75).</summary>
    private static Translation.Reachability? Moved(long updateId, TelegramMessage message) => message switch
    {
        { Chat.Id: var old, MigrateToChatId: { } now } => Moved(updateId, old, now),
        { Chat.Id: var now, MigrateFromChatId: { } old } => Moved(updateId, old, now),
        _ => null,
    };

    private static Translation.Reachability Moved(long updateId, long from, long to) =>
        new(new ReachabilityChange(Channel, Address(from), updateId, IsReachable: true) { MovedTo = Address(to) });

    private static Translation FromPress(long updateId, TelegramCallbackQuery query, JsonElement raw)
    {
        // The message may be missing or inaccessible (T55); in a private chat the person's id is the chat's id.
        var chat = query.Message?.Chat;
        return query.From is not { } from || chat is { Type: not "private" }
            ? new Translation.Ignored("a press outside a private chat")
            : query.Data is null
                ? new Translation.Ignored("a press without data")
                : Said(updateId, chat?.Id ?? from.Id, new PressInput(query.Data), from, pressed: Pressed(raw, query.Data));
    }

    /// <summary>The words and the button that were pressed; null when Telegram does not show them, or the message has no number yet (T83).</summary>
    private static PressedMessage? Pressed(JsonElement raw, string data)
    {
        try
        {
            var message = raw.GetProperty("callback_query").GetProperty("message");
            var label = message.GetProperty("reply_markup").GetProperty("inline_keyboard").EnumerateArray().SelectMany(row => row.EnumerateArray())
                .Where(button => button.TryGetProperty("callback_data", out var value) && value.ValueEquals(data))
                .Select(button => button.GetProperty("text").GetString())
                .FirstOrDefault();
            return label is not null && message.GetProperty("message_id").GetInt64() is > 0 and var id && message.GetProperty("text").GetString() is { } text
                ? new PressedMessage(id, new RichText(text, [.. Spans(message)]), label)
                : null;
        }
        catch (Exception problem) when (problem is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // It is only for the eye: the press counts without it.
            return null;
        }
    }

    private static IEnumerable<TextSpan> Spans(JsonElement message)
    {
        if (!message.TryGetProperty("entities", out var entities))
        {
            yield break;
        }

        foreach (var entity in entities.EnumerateArray())
        {
            if (entity.GetProperty("type").GetString() is ("bold" or "italic") and var style)
            {
                yield return new TextSpan(
                    entity.GetProperty("offset").GetInt32(), entity.GetProperty("length").GetInt32(), style == "bold" ? SpanKind.Bold : SpanKind.Italic);
            }
        }
    }

    private Translation FromMembership(long updateId, TelegramMembershipChange change) => change switch
    {
        { Chat: { Type: "group" or "supergroup" } group, OldChatMember.Status: "left" or "kicked", NewChatMember.Status: "member" or "administrator" } =>
            InGroup(updateId, group, change.From, isCalled: false, thread: null),
        { Chat: { Type: "private" } chat, NewChatMember.Status: "kicked" } => Reachability(updateId, chat.Id, isReachable: false),
        { Chat: { Type: "private" } chat, NewChatMember.Status: "member" } => Reachability(updateId, chat.Id, isReachable: true),
        _ => new Translation.Ignored("a change of membership outside a private chat, or of a new kind"),
    };

    /// <summary>Words, a start, or null for a command that names another bot (T61, T99).</summary>
    private Input? FromText(string text)
    {
        if (!text.StartsWith('/'))
        {
            return new TextInput(text);
        }

        var end = text.AsSpan().IndexOfAny(' ', '\n', '\t');
        var command = end < 0 ? text : text[..end];
        var rest = end < 0 ? "" : text[end..];
        var at = command.IndexOf('@');
        if (at >= 0)
        {
            if (!command[(at + 1)..].Equals(botUserName, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            command = command[..at];
        }

        return command.Equals("/start", StringComparison.OrdinalIgnoreCase)
            ? new StartInput(rest.Trim())
            : new TextInput(command + rest);
    }

    /// <summary>Only the server's own word counts: the number's owner is the sender, and nobody passed it on (T56).</summary>
    private static bool IsOwn(TelegramMessage message, TelegramContact contact) =>
        contact.UserId is { } owner && owner == message.From?.Id && message.ForwardOrigin is null;

    private static FileInput? FromPhoto(IReadOnlyList<TelegramPhotoSize> sizes, string? caption) =>
        sizes.MaxBy(size => (long)size.Width * size.Height) is { FileId: { } reference } largest
            ? new FileInput(FileKind.Photo, reference, Name: null, largest.FileSize, caption)
            : null;

    private static string? NameOf(TelegramVenue? venue) =>
        string.Join(", ", new[] { venue?.Title, venue?.Address }.Where(words => !string.IsNullOrWhiteSpace(words))) is { Length: > 0 } name ? name : null;

    private static UnsupportedInput? FromOther(JsonElement message)
    {
        var kind = Array.Find(UnsupportedKinds, kind => message.TryGetProperty(kind, out _));
        return kind is null ? null : new UnsupportedInput(kind);
    }

    private static Translation.Said Said(
        long updateId, long chatId, Input input, TelegramUser? from, DateTimeOffset? sentAt = null, long? albumId = null, PressedMessage? pressed = null) => new(new IncomingMessage(
        Channel, Address(chatId), updateId, input, from?.LanguageCode, Name(from), sentAt)
        {
            AlbumId = albumId,
            Pressed = pressed,
        });

    private static long? AlbumId(TelegramMessage message) =>
        long.TryParse(message.MediaGroupId, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Seconds since 1970 (T166); 0 stands for a message that is out of reach (T55).</summary>
    private static DateTimeOffset? SentAt(TelegramMessage message) =>
        message.Date is > 0 and < 253_402_300_800 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static Translation.Reachability Reachability(long updateId, long chatId, bool isReachable) =>
        new(new ReachabilityChange(Channel, Address(chatId), updateId, isReachable));

    private static string Address(long chatId) => chatId.ToString(CultureInfo.InvariantCulture);

    private static string? Name(TelegramUser? from) =>
        from?.LastName is { Length: > 0 } last ? $"{from.FirstName} {last}".Trim() : from?.FirstName;
}
