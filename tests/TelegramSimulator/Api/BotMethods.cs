using System.Text.Json;
using System.Text.RegularExpressions;
using TelegramSimulator.People;

namespace TelegramSimulator.Api;

/// <summary>What each method does, once its parameters are known to fit the schema.</summary>
internal sealed partial class BotMethods(Simulator telegram, UpdateQueue updates)
{
    private const string WebhookIsSet =
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
    private const string NotModified =
        "message is not modified: specified new message content and reply markup are exactly the same as a current content "
        + "and reply markup of the message";
    private const string QueryTooOld = "query is too old and response timeout expired or query ID is invalid";

    /// <summary>The command menus by scope and language.</summary>
    private readonly Dictionary<string, string> menus = [];

    public ValueTask<ApiAnswer> CallAsync(string method, JsonElement parameters, CancellationToken cancel) => method switch
    {
        "getMe" => new(GetMe()),
        "getUpdates" => GetUpdatesAsync(parameters, cancel),
        "sendMessage" => new(SendMessage(parameters)),
        "editMessageText" => new(EditMessageText(parameters)),
        "editMessageReplyMarkup" => new(EditMessageReplyMarkup(parameters)),
        "answerCallbackQuery" => new(AnswerCallbackQuery(parameters)),
        "sendChatAction" => new(FindChat(parameters, out _) ?? ApiAnswer.True),
        "setMyCommands" => new(SetMyCommands(parameters)),
        "getMyCommands" => new(GetMyCommands(parameters)),
        "deleteMyCommands" => new(DeleteMyCommands(parameters)),
        "deleteWebhook" => new(DeleteWebhook(parameters)),
        "getWebhookInfo" => new(GetWebhookInfo()),
        _ => new(ApiAnswer.BadRequest($"simulator: {method} is a Telegram method that is not simulated yet")),
    };

    private ApiAnswer GetMe() => ApiAnswer.Ok(telegram, static (json, telegram) =>
    {
        json.WriteStartObject();
        telegram.WriteBotFields(json);
        json.WriteBoolean("can_join_groups"u8, value: true);
        json.WriteBoolean("can_read_all_group_messages"u8, value: false);
        json.WriteBoolean("supports_inline_queries"u8, value: false);
        json.WriteBoolean("has_main_web_app"u8, value: false);
        json.WriteBoolean("has_topics_enabled"u8, value: false);
        json.WriteEndObject();
    });

    private async ValueTask<ApiAnswer> GetUpdatesAsync(JsonElement parameters, CancellationToken cancel)
    {
        if (telegram.WebhookUrl.Length > 0)
        {
            return ApiAnswer.Error(409, WebhookIsSet);
        }

        string[]? kinds = null;
        if (parameters.TryGetProperty("allowed_updates", out var listed))
        {
            kinds = [.. listed.EnumerateArray().Select(kind => kind.GetString()!)];
            if (kinds.FirstOrDefault(kind => !ApiSchema.Instance.UpdateKinds.Contains(kind)) is { } unknown)
            {
                return ApiAnswer.BadRequest($"simulator: there is no kind of update called \"{unknown}\"");
            }
        }

        return await updates.TakeAsync(
            Number(parameters, "offset", 0), Number(parameters, "limit", 100), Number(parameters, "timeout", 0), kinds, cancel);
    }

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

    private ApiAnswer SetMyCommands(JsonElement parameters)
    {
        var commands = parameters.GetProperty("commands");
        foreach (var command in commands.EnumerateArray())
        {
            if (!CommandName().IsMatch(command.GetProperty("command").GetString()!))
            {
                return ApiAnswer.BadRequest("BOT_COMMAND_INVALID");
            }
        }

        lock (menus)
        {
            menus[MenuKey(parameters)] = commands.GetRawText();
        }

        return ApiAnswer.True;
    }

    private ApiAnswer GetMyCommands(JsonElement parameters)
    {
        string? commands;
        lock (menus)
        {
            menus.TryGetValue(MenuKey(parameters), out commands);
        }

        return ApiAnswer.Ok(commands ?? "[]", static (json, raw) => json.WriteRawValue(raw));
    }

    private ApiAnswer DeleteMyCommands(JsonElement parameters)
    {
        lock (menus)
        {
            menus.Remove(MenuKey(parameters));
        }

        return ApiAnswer.True;
    }

    private ApiAnswer DeleteWebhook(JsonElement parameters)
    {
        telegram.WebhookUrl = "";
        if (parameters.TryGetProperty("drop_pending_updates", out var drop) && drop.GetBoolean())
        {
            updates.Clear();
        }

        return ApiAnswer.True;
    }

    private ApiAnswer GetWebhookInfo() => ApiAnswer.Ok((telegram, updates), static (json, state) =>
    {
        json.WriteStartObject();
        json.WriteString("url"u8, state.telegram.WebhookUrl);
        json.WriteBoolean("has_custom_certificate"u8, value: false);
        json.WriteNumber("pending_update_count"u8, state.updates.Count);
        json.WriteStartArray("allowed_updates"u8);
        foreach (var kind in state.updates.AllowedKinds)
        {
            json.WriteStringValue(kind);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>The person whose private chat is meant, or why the bot may not write there (T74, T76).</summary>
    private ApiAnswer? FindChat(JsonElement parameters, out SimulatedPerson? person)
    {
        person = null;
        if (!parameters.TryGetProperty("chat_id", out var chat))
        {
            return ApiAnswer.BadRequest("chat_id is empty");
        }

        var isNumber = chat.ValueKind == JsonValueKind.Number ? chat.TryGetInt64(out var id) : long.TryParse(chat.GetString(), out id);
        if (!isNumber || telegram.FindPerson(id) is not { } found)
        {
            return ApiAnswer.BadRequest("chat not found");
        }

        person = found;
        return found.IsDeactivated ? ApiAnswer.Error(403, "Forbidden: user is deactivated")
            : found.HasBlocked ? ApiAnswer.Error(403, "Forbidden: bot was blocked by the user")
            : !found.HasStarted ? ApiAnswer.Error(403, "Forbidden: bot can't initiate conversation with a user")
            : null;
    }

    private static int Number(JsonElement parameters, string name, int otherwise) =>
        parameters.TryGetProperty(name, out var value) && value.TryGetInt64(out var number)
            ? (int)Math.Clamp(number, int.MinValue, int.MaxValue)
            : otherwise;

    private static string MenuKey(JsonElement parameters)
    {
        var scope = parameters.TryGetProperty("scope", out var given) ? string.Join('/', given.EnumerateObject().Select(p => p.Value.ToString())) : "default";
        var language = parameters.TryGetProperty("language_code", out var code) ? code.GetString() : "";
        return $"{scope}|{language}";
    }

    [GeneratedRegex("^[a-z0-9_]{1,32}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommandName();
}
