using System.Text.Json;
using TelegramSimulator.People;

namespace TelegramSimulator.Page;

/// <summary>What the page shows: who there is, the chosen chat, and how the bot is connected.</summary>
internal static class PageState
{
    private const int MostPeople = 200;

    public static void Write(Utf8JsonWriter json, Simulator telegram, long shown)
    {
        json.WriteStartObject();
        WriteConnection(json, telegram);
        json.WriteStartArray("people");
        foreach (var person in telegram.People.OrderBy(person => person.Id).Take(MostPeople))
        {
            json.WriteStartObject();
            json.WriteNumber("id", person.Id);
            json.WriteString("name", person.FirstName);
            json.WriteBoolean("blocked", person.HasBlocked);
            json.WriteNumber("messages", person.Inbox.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("chat");
        foreach (var message in telegram.FindChat(shown)?.Chat ?? [])
        {
            WriteMessage(json, message);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteConnection(Utf8JsonWriter json, Simulator telegram)
    {
        json.WriteString("webhook", telegram.Webhook.Settings?.Url);
        json.WriteString("trouble", telegram.Webhook.LastTrouble);
        json.WriteBoolean("polled", telegram.IsPolled);
        json.WriteNumber("pending", telegram.PendingUpdates);
        json.WriteNumber("sent", telegram.Sent.Total);
        json.WriteNumber("mostInOneSecond", telegram.Sent.MostInOneSecond);
        json.WriteNumber("refused", telegram.Sent.Refused);
    }

    private static void WriteMessage(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteStartObject();
        json.WriteNumber("id", message.Id);
        json.WriteBoolean("bot", message.FromBot);
        json.WriteString("text", message.Text);
        json.WriteString("at", message.At);
        json.WriteBoolean("edited", message.EditedAt is not null);
        if (message.File is { } file)
        {
            json.WriteString("file", file.Id);
            json.WriteString("fileName", file.FileName ?? file.Kind);
            json.WriteBoolean("photo", file.Kind == "photo");
        }

        json.WriteStartArray("entities");
        foreach (var entity in message.Entities)
        {
            json.WriteStartObject();
            json.WriteString("type", entity.Type);
            json.WriteNumber("offset", entity.Offset);
            json.WriteNumber("length", entity.Length);
            json.WriteString("url", entity.Url);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("keyboard", message.Keyboard.Kind.ToString());
        json.WriteStartArray("rows");
        foreach (var row in message.Keyboard.Rows)
        {
            json.WriteStartArray();
            foreach (var button in row)
            {
                json.WriteStartObject();
                json.WriteString("label", button.Text);
                json.WriteString("url", button.Url);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
