using System.Collections.Immutable;
using System.Text.Json;
using TelegramSimulator.People;

namespace TelegramSimulator.Api;

/// <summary>Writes a message as the Bot API shows it to the bot.</summary>
internal static class MessageJson
{
    public static ApiAnswer Answer(Simulator telegram, SimulatedChat chat, ChatMessage message) =>
        ApiAnswer.Ok((telegram, chat, message), static (json, all) => Write(json, all.telegram, all.chat, all.message));

    public static void Write(Utf8JsonWriter json, Simulator telegram, SimulatedChat chat, ChatMessage message)
    {
        json.WriteStartObject();
        WriteHead(json, telegram, chat, message);
        if (message.File is null)
        {
            json.WriteString("text"u8, message.Text);
            WriteEntities(json, telegram, "entities", message.Entities);
        }
        else
        {
            MessageContent.WriteFile(json, message.File);
            if (message.Text.Length > 0)
            {
                json.WriteString("caption"u8, message.Text);
                WriteEntities(json, telegram, "caption_entities", message.Entities);
            }
        }

        if (message.Keyboard.Kind == KeyboardKind.Inline)
        {
            message.Keyboard.Write(json);
        }

        json.WriteEndObject();
    }

    /// <summary>The fields that every message has, whatever it holds.</summary>
    public static void WriteHead(Utf8JsonWriter json, Simulator telegram, SimulatedChat chat, ChatMessage message)
    {
        json.WriteNumber("message_id"u8, message.Id);
        if (message.ThreadId is { } thread)
        {
            json.WriteNumber("message_thread_id"u8, thread);
            if (chat is SimulatedGroup { IsForum: true })
            {
                json.WriteBoolean("is_topic_message"u8, value: true);
            }
        }

        if (message.FromBot)
        {
            telegram.WriteBot(json, "from");
        }
        else if (message.Sender is { } sender)
        {
            sender.WriteUser(json, "from");
        }
        else
        {
            chat.WriteChat(json, "sender_chat");
        }

        chat.WriteChat(json);
        json.WriteNumber("date"u8, message.At.ToUnixTimeSeconds());
        if (message.EditedAt is { } edited)
        {
            json.WriteNumber("edit_date"u8, edited.ToUnixTimeSeconds());
        }

        if (message.MediaGroupId is not null)
        {
            json.WriteString("media_group_id"u8, message.MediaGroupId);
        }

        if (message.ReplyToMessageId is { } repliedTo && chat.Find(repliedTo) is { } earlier)
        {
            // Telegram shows one level only: the answered message comes without what it answered.
            json.WritePropertyName("reply_to_message"u8);
            Write(json, telegram, chat, earlier with { ReplyToMessageId = null });
        }
    }

    private static void WriteEntities(Utf8JsonWriter json, Simulator telegram, string property, ImmutableArray<TextEntity> entities)
    {
        if (entities.Length == 0)
        {
            return;
        }

        json.WriteStartArray(property);
        foreach (var entity in entities)
        {
            json.WriteStartObject();
            json.WriteNumber("offset"u8, entity.Offset);
            json.WriteNumber("length"u8, entity.Length);
            json.WriteString("type"u8, entity.Type);
            if (entity.Url is not null)
            {
                json.WriteString("url"u8, entity.Url);
            }

            if (entity.Language is not null)
            {
                json.WriteString("language"u8, entity.Language);
            }

            if (entity.CustomEmojiId is not null)
            {
                json.WriteString("custom_emoji_id"u8, entity.CustomEmojiId);
            }

            if (entity.UserId != 0 && telegram.FindChat(entity.UserId) is SimulatedPerson mentioned)
            {
                mentioned.WriteUser(json, "user");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
