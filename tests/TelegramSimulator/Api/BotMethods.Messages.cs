using System.Text.Json;
using TelegramSimulator.Files;
using TelegramSimulator.People;

namespace TelegramSimulator.Api;

internal sealed partial class BotMethods
{
    private const string NotModified =
        "message is not modified: specified new message content and reply markup are exactly the same as a current content "
        + "and reply markup of the message";
    private const string QueryTooOld = "query is too old and response timeout expired or query ID is invalid";

    private static readonly TimeSpan Deletable = TimeSpan.FromHours(48);

    private ApiAnswer SendMessage(JsonElement parameters)
    {
        var text = TextRules.Check(parameters);
        return text.Problem is not null
            ? ApiAnswer.BadRequest(text.Problem)
            : Send(parameters, text, () => null, out var chat, out var message) ?? MessageJson.Answer(telegram, chat!, message!);
    }

    /// <summary>A venue is shown by its title and address; where it is stands beside the words.</summary>
    private ApiAnswer SendVenue(JsonElement parameters)
    {
        var (latitude, longitude) = (parameters.GetProperty("latitude").GetDouble(), parameters.GetProperty("longitude").GetDouble());
        if (Math.Abs(latitude) > 90 || Math.Abs(longitude) > 180)
        {
            return ApiAnswer.BadRequest("wrong latitude or longitude specified");
        }

        var (title, address) = (parameters.GetProperty("title").GetString()!, parameters.GetProperty("address").GetString()!);
        if (title.Length == 0)
        {
            return ApiAnswer.BadRequest("simulator: a venue has a title");
        }

        if (Send(parameters, new CheckedText($"{title}\n{address}", [], null), () => null, out var chat, out var message) is { } refusal)
        {
            return refusal;
        }

        chat!.Replace(message! with { Venue = (latitude, longitude) });
        return MessageJson.Answer(telegram, chat, message!);
    }

    /// <summary>Delivers one message; the file, if there is one, is kept only when nothing speaks against the message.</summary>
    private ApiAnswer? Send(
        JsonElement parameters, CheckedText text, Func<StoredFile?> keepFile, out SimulatedChat? chat, out ChatMessage? message)
    {
        (chat, message) = (null, null);
        if (Keyboard.Read(parameters, out var keyboard) is { } problem)
        {
            return ApiAnswer.BadRequest(problem);
        }

        if (FindChat(parameters, out chat) is { } refusal)
        {
            telegram.Sent.CountUndeliverable();
            return refusal;
        }

        if (chat is not SimulatedPerson && keyboard.FindPrivateRequest() is { } unfit)
        {
            return ApiAnswer.BadRequest(unfit);
        }

        if (FindRepliedTo(parameters, chat!, out var repliedTo) is { } missing)
        {
            return missing;
        }

        if (Measure(chat!) is { } tooMany)
        {
            return tooMany;
        }

        message = new ChatMessage(telegram.NextNumber(), FromBot: true, text.Text, text.Entities, keyboard, telegram.Now)
        {
            File = keepFile(),
            ReplyToMessageId = repliedTo,
            ThreadId = parameters.TryGetProperty("message_thread_id", out var thread) ? thread.GetInt32() : null,
            IsSilent = IsTrue(parameters, "disable_notification"),
            IsProtected = IsTrue(parameters, "protect_content"),
            IsPaidBroadcast = IsTrue(parameters, "allow_paid_broadcast"),
        };
        chat!.Deliver(message);
        telegram.Announce(chat, message);
        return null;
    }

    /// <summary>Counts what goes to a chat, or says how long it has to wait.</summary>
    private ApiAnswer? Measure(SimulatedChat chat) =>
        telegram.Sent.SecondsToWait(chat.Id) is var wait and > 0 ? ApiAnswer.TooManyRequests(wait) : null;

    private static ApiAnswer? FindRepliedTo(JsonElement parameters, SimulatedChat chat, out int? messageId)
    {
        messageId = null;
        if (!parameters.TryGetProperty("reply_parameters", out var reply))
        {
            return null;
        }

        if (chat.Find(reply.GetProperty("message_id").GetInt32()) is { } found)
        {
            messageId = found.Id;
            return null;
        }

        return IsTrue(reply, "allow_sending_without_reply") ? null : ApiAnswer.BadRequest("message to be replied not found");
    }

    private ApiAnswer EditMessageText(JsonElement parameters)
    {
        var text = TextRules.Check(parameters);
        return text.Problem is not null ? ApiAnswer.BadRequest(text.Problem) : Edit(parameters, (before, keyboard) => before.File is null
            ? before with { Text = text.Text, Entities = text.Entities, Keyboard = keyboard }
            : null);
    }

    private ApiAnswer EditMessageCaption(JsonElement parameters)
    {
        var text = TextRules.CheckCaption(parameters);
        return text.Problem is not null ? ApiAnswer.BadRequest(text.Problem) : Edit(parameters, (before, keyboard) => before.File is not null
            ? before with { Text = text.Text, Entities = text.Entities, Keyboard = keyboard }
            : null);
    }

    private ApiAnswer EditMessageReplyMarkup(JsonElement parameters) =>
        Edit(parameters, (before, keyboard) => before with { Keyboard = keyboard });

    /// <summary>Changes a message of the bot; null from the change means that this message has nothing of that kind.</summary>
    private ApiAnswer Edit(JsonElement parameters, Func<ChatMessage, Keyboard, ChatMessage?> change)
    {
        if (parameters.TryGetProperty("inline_message_id", out _))
        {
            return ApiAnswer.BadRequest("MESSAGE_ID_INVALID");
        }

        if (!parameters.TryGetProperty("message_id", out var id))
        {
            return ApiAnswer.BadRequest("message identifier is not specified");
        }

        if (Keyboard.Read(parameters, out var keyboard) is { } problem)
        {
            return ApiAnswer.BadRequest(problem);
        }

        if (FindChat(parameters, out var chat) is { } refusal)
        {
            return refusal;
        }

        if (!id.TryGetInt32(out var messageId) || chat!.Find(messageId) is not { } before)
        {
            return ApiAnswer.BadRequest("message to edit not found");
        }

        if (!before.FromBot || before.Keyboard.Kind is KeyboardKind.Reply or KeyboardKind.Remove or KeyboardKind.ForceReply)
        {
            return ApiAnswer.BadRequest("message can't be edited");
        }

        if (change(before, keyboard) is not { } after)
        {
            return ApiAnswer.BadRequest(before.File is null ? "there is no caption in the message to edit" : "there is no text in the message to edit");
        }

        if (after.Text == before.Text
            && after.Entities.AsSpan().SequenceEqual(before.Entities.AsSpan())
            && after.Keyboard.Shows(before.Keyboard))
        {
            return ApiAnswer.BadRequest(NotModified);
        }

        if (Measure(chat) is { } tooMany)
        {
            return tooMany;
        }

        after = after with { EditedAt = telegram.Now };
        chat.Replace(after);
        return MessageJson.Answer(telegram, chat, after);
    }

    private ApiAnswer DeleteMessage(JsonElement parameters)
    {
        if (FindChat(parameters, out var chat) is { } refusal)
        {
            return refusal;
        }

        if (chat!.Find(parameters.GetProperty("message_id").GetInt32()) is not { } message)
        {
            return ApiAnswer.BadRequest("message to delete not found");
        }

        var isOthersInGroup = !message.FromBot && chat is not SimulatedPerson;
        if (isOthersInGroup || telegram.Now - message.At > Deletable)
        {
            return ApiAnswer.BadRequest("message can't be deleted");
        }

        if (Measure(chat) is { } tooMany)
        {
            return tooMany;
        }

        chat.Remove(message.Id);
        return ApiAnswer.True;
    }

    /// <summary>A press is answered once, and while it lives; after that its id means nothing (T80).</summary>
    private ApiAnswer AnswerCallbackQuery(JsonElement parameters)
    {
        var press = telegram.FindPress(parameters.GetProperty("callback_query_id").GetString()!);
        if (press is null)
        {
            return ApiAnswer.BadRequest(QueryTooOld);
        }

        return press.TryAnswer(parameters.TryGetProperty("text", out var text) ? text.GetString() : null, telegram.Now)
            ? ApiAnswer.True
            : ApiAnswer.BadRequest(QueryTooOld);
    }
}
