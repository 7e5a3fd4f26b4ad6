using System.Text.Json;
using TelegramSimulator.People;

namespace TelegramSimulator.Api;

/// <summary>What each method does, once its parameters are known to fit the schema.</summary>
internal sealed partial class BotMethods(Simulator telegram)
{
    /// <summary>Reads, checks and does what a request asks for.</summary>
    public async ValueTask<ApiAnswer> HandleAsync(
        string method, IQueryCollection query, string? contentType, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        if (!ApiSchema.Instance.Methods.TryGetValue(method, out var rule))
        {
            return ApiAnswer.Error(404, "Not Found: method not found");
        }

        var (parameters, files, refusal) = ParameterReader.Read(rule, query, contentType, body);
        if (parameters is null)
        {
            return refusal!;
        }

        using (parameters)
        {
            var problem = ParameterCheck.FindProblem(rule, parameters.RootElement);
            return problem is not null
                ? ApiAnswer.BadRequest(problem)
                : await CallAsync(rule.Name, new BotCall(parameters.RootElement, files), cancel);
        }
    }

    private ValueTask<ApiAnswer> CallAsync(string method, BotCall call, CancellationToken cancel) => method switch
    {
        "getMe" => new(GetMe()),
        "getUpdates" => GetUpdatesAsync(call.Parameters, cancel),
        "setWebhook" => SetWebhookAsync(call),
        "deleteWebhook" => DeleteWebhookAsync(call.Parameters),
        "getWebhookInfo" => new(GetWebhookInfo()),
        "sendMessage" => new(SendMessage(call.Parameters)),
        "editMessageText" => new(EditMessageText(call.Parameters)),
        "editMessageReplyMarkup" => new(EditMessageReplyMarkup(call.Parameters)),
        "answerCallbackQuery" => new(AnswerCallbackQuery(call.Parameters)),
        "sendChatAction" => new(FindChat(call.Parameters, out _) ?? ApiAnswer.True),
        "setMyCommands" => new(SetMyCommands(call.Parameters)),
        "getMyCommands" => new(GetMyCommands(call.Parameters)),
        "deleteMyCommands" => new(DeleteMyCommands(call.Parameters)),
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
}
