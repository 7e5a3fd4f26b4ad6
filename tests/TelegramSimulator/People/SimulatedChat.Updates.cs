using System.Text.Json;
using TelegramSimulator.Api;
using TelegramSimulator.Files;
using TelegramSimulator.Updates;

namespace TelegramSimulator.People;

/// <summary>What happens in a chat, written as the bot hears of it.</summary>
public abstract partial class SimulatedChat
{
    private protected static readonly TimeSpan MessageLifetime = TimeSpan.FromHours(24);

    /// <summary>Whether the bot hears of a message at all; in a group with privacy on it hears little (T61).</summary>
    private protected virtual bool IsHeard(string text, MessageManner manner) => true;

    /// <summary>A person's message appears on the phones, and the bot hears of it, later if that is its manner.</summary>
    private protected int? Post(
        SimulatedPerson sender, string shown, Action<Utf8JsonWriter> content, MessageManner manner, StoredFile? file = null)
    {
        var message = new ChatMessage(Telegram.NextNumber(), FromBot: false, shown, [], Keyboard.None, Telegram.Now)
        {
            Sender = manner.HasNoSender ? null : sender,
            File = file,
            MediaGroupId = manner.MediaGroupId,
            ReplyToMessageId = manner.ReplyToMessageId,
            ThreadId = manner.ThreadId,
        };
        Keep(message);
        if (!IsHeard(shown, manner))
        {
            return null;
        }

        if (manner.Delay == TimeSpan.Zero)
        {
            return Announce("message", message, content, manner);
        }

        // The timer has no owner: it fires once, and after the simulator's end it only adds to a queue that nobody reads.
        _ = Telegram.Options.Time.CreateTimer(
            _ => Announce("message", message, content, manner), null, manner.Delay, Timeout.InfiniteTimeSpan);
        return null;
    }

    private protected int? Announce(string kind, ChatMessage message, Action<Utf8JsonWriter> content, MessageManner manner) =>
        Telegram.Enqueue(kind, new WebhookKey(KeySpace.Chat, Id), MessageLifetime, json =>
        {
            json.WriteStartObject();
            MessageJson.WriteHead(json, Telegram, this, message);
            if (manner.IsForwarded)
            {
                json.WriteStartObject("forward_origin"u8);
                json.WriteString("type"u8, "user"u8);
                json.WriteNumber("date"u8, 1);
                message.Sender?.WriteUser(json, "sender_user");
                json.WriteEndObject();
            }

            content(json);
            json.WriteEndObject();
        });

    private protected ButtonPress Press(SimulatedPerson person, string data, int? messageId)
    {
        var message = messageId is { } number ? Find(number) : null;
        var press = Telegram.NewPress(data);
        press.UpdateId = Telegram.Enqueue("callback_query", new WebhookKey(KeySpace.User, person.Id), Simulator.PressLifetime, json =>
        {
            json.WriteStartObject();
            json.WriteString("id"u8, press.Id);
            person.WriteUser(json, "from");
            if (message is not null)
            {
                json.WritePropertyName("message"u8);
                MessageJson.Write(json, Telegram, this, message);
            }
            else if (messageId is { } id)
            {
                json.WriteStartObject("message"u8);
                WriteChat(json);
                json.WriteNumber("message_id"u8, id);
                json.WriteNumber("date"u8, 0);
                json.WriteEndObject();
            }

            json.WriteString("chat_instance"u8, Id.ToString());
            json.WriteString("data"u8, press.Data);
            json.WriteEndObject();
        });
        return press;
    }

    private protected int? ChangeMembership(SimulatedPerson by, string before, string after) =>
        Telegram.Enqueue("my_chat_member", new WebhookKey(KeySpace.Membership, Id), MessageLifetime, json =>
        {
            json.WriteStartObject();
            WriteChat(json);
            by.WriteUser(json, "from");
            json.WriteNumber("date"u8, Telegram.Now.ToUnixTimeSeconds());
            foreach (var (property, status) in new[] { ("old_chat_member", before), ("new_chat_member", after) })
            {
                // The user comes before the status, as the real server writes it (T9).
                json.WriteStartObject(property);
                Telegram.WriteBot(json, "user");
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
