using System.Text.Json;
using TelegramSimulator.Api;
using TelegramSimulator.Updates;

namespace TelegramSimulator.People;

/// <summary>What a person can do, each written as the update that Telegram makes of it.</summary>
public sealed partial class SimulatedPerson
{
    private static readonly TimeSpan MessageLifetime = TimeSpan.FromHours(24);

    /// <summary>Writes a message; <c>/start</c> is one too.</summary>
    public int? Says(string text)
    {
        var own = Keep(text);
        return Send("message", own, (this, text), static (json, state) =>
        {
            json.WriteString("text"u8, state.text);
            if (state.text.StartsWith('/'))
            {
                var end = state.text.IndexOf(' ');
                json.WriteStartArray("entities"u8);
                json.WriteStartObject();
                json.WriteNumber("offset"u8, 0);
                json.WriteNumber("length"u8, end < 0 ? state.text.Length : end);
                json.WriteString("type"u8, "bot_command"u8);
                json.WriteEndObject();
                json.WriteEndArray();
            }
        });
    }

    /// <summary>Changes an earlier message of their own; null means the newest.</summary>
    public int? Edits(string text, int? messageId = null)
    {
        ChatMessage edited;
        lock (gate)
        {
            var at = messages.FindLastIndex(message => !message.FromBot && (messageId is null || message.Id == messageId));
            if (at < 0)
            {
                throw new InvalidOperationException("There is no message of this person to edit.");
            }

            edited = messages[at] = messages[at] with { Text = text, EditedAt = telegram.Now };
        }

        return Send("edited_message", edited, text, static (json, state) => json.WriteString("text"u8, state));
    }

    /// <summary>Presses the button with this label on the newest message that has one, or on the given message.</summary>
    public ButtonPress? Presses(string label, int? messageId = null)
    {
        ChatMessage? message;
        lock (gate)
        {
            message = messages.FindLast(candidate =>
                (messageId is null || candidate.Id == messageId) && candidate.Labels.Contains(label));
        }

        var button = message?.Keyboard.Rows.SelectMany(row => row).First(candidate => candidate.Text == label)
            ?? throw new InvalidOperationException(
                $"No message has a button \"{label}\"; the newest from the bot has: {string.Join(", ", Inbox is [.., var newest] ? newest.Labels : [])}.");
        if (button.CallbackData is { } data)
        {
            return PressesData(data, message!.Id);
        }

        if (button.Url is not null)
        {
            throw new InvalidOperationException($"The button \"{label}\" opens {button.Url}; the bot never hears of that.");
        }

        _ = button.RequestsContact ? SendsContact() : Says(button.Text);
        return null;
    }

    /// <summary>Presses whatever carries this data, forged or stale as it may be; without a message it is inaccessible.</summary>
    public ButtonPress PressesData(string data, int? messageId = null)
    {
        Open();
        ChatMessage? message;
        lock (gate)
        {
            message = messages.Find(candidate => candidate.Id == messageId);
        }

        var press = telegram.NewPress(data);
        telegram.Enqueue("callback_query", new WebhookKey(KeySpace.User, Id), Simulator.PressLifetime, (this, press, message, messageId), static (json, state) =>
        {
            var (person, press, message, messageId) = state;
            json.WriteStartObject();
            json.WriteString("id"u8, press.Id);
            person.WriteUser(json, "from");
            if (message is not null)
            {
                json.WriteStartObject("message"u8);
                BotMessageJson.WriteFields(json, person.telegram, person, message);
                json.WriteEndObject();
            }
            else if (messageId is { } id)
            {
                json.WriteStartObject("message"u8);
                person.WriteChat(json);
                json.WriteNumber("message_id"u8, id);
                json.WriteNumber("date"u8, 0);
                json.WriteEndObject();
            }

            json.WriteString("chat_instance"u8, person.Id.ToString());
            json.WriteString("data"u8, press.Data);
            json.WriteEndObject();
        });
        return press;
    }

    /// <summary>Shares a phone number: by default their own, else that of the given user, or of nobody on Telegram (0).</summary>
    public int? SendsContact(string phone = "6281234567890", long? ofUser = null, bool forwarded = false) =>
        Send("message", Keep("(contact)"), (this, phone, ofUser, forwarded), static (json, state) =>
        {
            var (person, phone, ofUser, forwarded) = state;
            if (forwarded)
            {
                json.WriteStartObject("forward_origin"u8);
                json.WriteString("type"u8, "user"u8);
                json.WriteNumber("date"u8, 1);
                person.WriteUser(json, "sender_user");
                json.WriteEndObject();
            }

            json.WriteStartObject("contact"u8);
            json.WriteString("phone_number"u8, phone);
            json.WriteString("first_name"u8, person.FirstName);
            if (ofUser != 0)
            {
                json.WriteNumber("user_id"u8, ofUser ?? person.Id);
            }

            json.WriteEndObject();
        });

    /// <summary>Sends a picture, in the usual three sizes.</summary>
    public int? SendsPhoto(string? caption = null) =>
        Send("message", Keep("(photo)"), (telegram, caption), static (json, state) =>
        {
            json.WriteStartArray("photo"u8);
            foreach (var (size, side) in new[] { ("s", 90), ("x", 1280), ("m", 320) })
            {
                json.WriteStartObject();
                WriteFile(json, state.telegram, $"photo-{size}", side * 100);
                json.WriteNumber("width"u8, side);
                json.WriteNumber("height"u8, side);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (state.caption is not null)
            {
                json.WriteString("caption"u8, state.caption);
            }
        });

    /// <summary>Sends a file under the name that their device gave it, hostile as it may be.</summary>
    public int? SendsDocument(string? fileName = "rapor.pdf", long size = 1000, string? caption = null) =>
        Send("message", Keep("(document)"), (telegram, fileName, size, caption), static (json, state) =>
        {
            json.WriteStartObject("document"u8);
            if (state.fileName is not null)
            {
                json.WriteString("file_name"u8, state.fileName);
            }

            WriteFile(json, state.telegram, "document", state.size);
            json.WriteEndObject();
            if (state.caption is not null)
            {
                json.WriteString("caption"u8, state.caption);
            }
        });

    /// <summary>Sends a sticker.</summary>
    public int? SendsSticker() => SendsMedia("sticker");

    /// <summary>Sends a voice note.</summary>
    public int? SendsVoice() => SendsMedia("voice");

    /// <summary>Sends something of a kind that is one object with a file in it, such as <c>video</c>.</summary>
    public int? SendsMedia(string kind) =>
        Send("message", Keep($"({kind})"), (telegram, kind), static (json, state) =>
        {
            json.WriteStartObject(state.kind);
            WriteFile(json, state.telegram, state.kind, 5000);
            json.WriteEndObject();
        });

    /// <summary>Blocks the bot: it hears of that once, and its messages are refused from now on.</summary>
    public int? Blocks()
    {
        HasStarted = true;
        HasBlocked = true;
        return SendMembership("member", "kicked");
    }

    /// <summary>Lets the bot write again.</summary>
    public int? Unblocks()
    {
        HasBlocked = false;
        return SendMembership("kicked", "member");
    }

    private static void WriteFile(Utf8JsonWriter json, Simulator telegram, string kind, long size)
    {
        var number = telegram.NextNumber();
        json.WriteString("file_id"u8, $"file-{kind}-{number}");
        json.WriteString("file_unique_id"u8, $"unique-{number}");
        json.WriteNumber("file_size"u8, size);
    }

    private int? Send<TState>(string kind, ChatMessage message, TState state, Action<Utf8JsonWriter, TState> writeContent) =>
        telegram.Enqueue(kind, new WebhookKey(KeySpace.Chat, Id), MessageLifetime, (this, message, state, writeContent), static (json, all) =>
        {
            var (person, message, state, writeContent) = all;
            json.WriteStartObject();
            json.WriteNumber("message_id"u8, message.Id);
            person.WriteUser(json, "from");
            person.WriteChat(json);
            json.WriteNumber("date"u8, message.At.ToUnixTimeSeconds());
            if (message.EditedAt is { } edited)
            {
                json.WriteNumber("edit_date"u8, edited.ToUnixTimeSeconds());
            }

            writeContent(json, state);
            json.WriteEndObject();
        });

    private int? SendMembership(string before, string after) =>
        telegram.Enqueue("my_chat_member", new WebhookKey(KeySpace.Membership, Id), MessageLifetime, (this, before, after), static (json, state) =>
        {
            var (person, before, after) = state;
            json.WriteStartObject();
            person.WriteChat(json);
            person.WriteUser(json, "from");
            json.WriteNumber("date"u8, person.telegram.Now.ToUnixTimeSeconds());
            foreach (var (property, status) in new[] { ("old_chat_member", before), ("new_chat_member", after) })
            {
                // The user comes before the status, as the real server writes it (T9).
                json.WriteStartObject(property);
                person.telegram.WriteBot(json, "user");
                json.WriteString("status"u8, status);
                if (status == "kicked")
                {
                    json.WriteNumber("until_date"u8, 0);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
}
