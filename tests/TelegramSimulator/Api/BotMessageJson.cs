using System.Text.Json;
using TelegramSimulator.People;

namespace TelegramSimulator.Api;

/// <summary>Writes a message of a private chat as the Bot API shows it to the bot.</summary>
internal static class BotMessageJson
{
    public static ApiAnswer Answer(Simulator telegram, SimulatedPerson person, ChatMessage message) =>
        ApiAnswer.Ok((telegram, person, message), static (json, state) =>
        {
            json.WriteStartObject();
            WriteFields(json, state.telegram, state.person, state.message);
            json.WriteEndObject();
        });

    public static void WriteFields(Utf8JsonWriter json, Simulator telegram, SimulatedPerson person, ChatMessage message)
    {
        json.WriteNumber("message_id"u8, message.Id);
        if (message.FromBot)
        {
            telegram.WriteBot(json, "from");
        }
        else
        {
            person.WriteUser(json, "from");
        }

        person.WriteChat(json);
        json.WriteNumber("date"u8, message.At.ToUnixTimeSeconds());
        if (message.EditedAt is { } edited)
        {
            json.WriteNumber("edit_date"u8, edited.ToUnixTimeSeconds());
        }

        json.WriteString("text"u8, message.Text);
        if (message.Entities.Length > 0)
        {
            json.WriteStartArray("entities"u8);
            foreach (var entity in message.Entities)
            {
                json.WriteStartObject();
                json.WriteNumber("offset"u8, entity.Offset);
                json.WriteNumber("length"u8, entity.Length);
                json.WriteString("type"u8, entity.Type);
                if (entity.Url is not null)
                {
                    json.WriteString("url"u8, entity.Url);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (message.Keyboard.Kind == KeyboardKind.Inline)
        {
            message.Keyboard.Write(json);
        }
    }
}
