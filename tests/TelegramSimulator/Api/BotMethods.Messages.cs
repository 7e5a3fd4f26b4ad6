using System.Text.Json;
using TelegramSimulator.People;

namespace TelegramSimulator.Api;

internal sealed partial class BotMethods
{
    private const string NotModified =
        "message is not modified: specified new message content and reply markup are exactly the same as a current content "
        + "and reply markup of the message";
    private const string QueryTooOld = "query is too old and response timeout expired or query ID is invalid";

    private ApiAnswer SendMessage(JsonElement parameters)
    {
        var text = TextRules.Check(parameters);
        if (text.Problem is not null)
        {
            return ApiAnswer.BadRequest(text.Problem);
        }

        if (Keyboard.Read(parameters, out var keyboard) is { } problem)
        {
            return ApiAnswer.BadRequest(problem);
        }

        if (FindChat(parameters, out var person) is { } refusal)
        {
            return refusal;
        }

        var wait = telegram.Meter?.SecondsToWait(person!.Id) ?? 0;
        if (wait > 0)
        {
            return ApiAnswer.TooManyRequests(wait);
        }

        var message = new ChatMessage(telegram.NextNumber(), FromBot: true, text.Text, text.Entities, keyboard, telegram.Now);
        person!.Deliver(message);
        telegram.Announce(person, message);
        return BotMessageJson.Answer(telegram, person, message);
    }

    private ApiAnswer EditMessageText(JsonElement parameters)
    {
        var text = TextRules.Check(parameters);
        return text.Problem is not null
            ? ApiAnswer.BadRequest(text.Problem)
            : Edit(parameters, (before, keyboard) => before with { Text = text.Text, Entities = text.Entities, Keyboard = keyboard });
    }

    private ApiAnswer EditMessageReplyMarkup(JsonElement parameters) =>
        Edit(parameters, (before, keyboard) => before with { Keyboard = keyboard });

    private ApiAnswer Edit(JsonElement parameters, Func<ChatMessage, Keyboard, ChatMessage> change)
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

        if (FindChat(parameters, out var person) is { } refusal)
        {
            return refusal;
        }

        if (!id.TryGetInt32(out var messageId) || person!.Find(messageId) is not { } before)
        {
            return ApiAnswer.BadRequest("message to edit not found");
        }

        if (!before.FromBot || before.Keyboard.Kind == KeyboardKind.Reply)
        {
            return ApiAnswer.BadRequest("message can't be edited");
        }

        var after = change(before, keyboard);
        if (after.Text == before.Text
            && after.Entities.AsSpan().SequenceEqual(before.Entities.AsSpan())
            && after.Keyboard.Shows(before.Keyboard))
        {
            return ApiAnswer.BadRequest(NotModified);
        }

        after = after with { EditedAt = telegram.Now };
        person.Replace(after);
        return BotMessageJson.Answer(telegram, person, after);
    }

    private ApiAnswer AnswerCallbackQuery(JsonElement parameters)
    {
        var press = telegram.FindPress(parameters.GetProperty("callback_query_id").GetString()!);
        if (press is null)
        {
            return ApiAnswer.BadRequest(QueryTooOld);
        }

        press.AnswerText = parameters.TryGetProperty("text", out var text) ? text.GetString() : null;
        press.AnsweredAt ??= telegram.Now;
        return ApiAnswer.True;
    }
}
