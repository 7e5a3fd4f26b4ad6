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
        "sendDocument" => new(SendFile(call, "document")),
        "sendPhoto" => new(SendFile(call, "photo")),
        "sendVenue" => new(SendVenue(call.Parameters)),
        "sendMediaGroup" => new(SendMediaGroup(call)),
        "copyMessage" => new(CopyMessage(call.Parameters)),
        "getChat" => new(GetChat(call.Parameters)),
        "getChatMember" => new(GetChatMember(call.Parameters)),
        "leaveChat" => new(LeaveChat(call.Parameters)),
        "setChatMenuButton" => new(ApiAnswer.True),
        "setMyDescription" => new(Describe(call.Parameters, "description")),
        "setMyShortDescription" => new(Describe(call.Parameters, "short_description")),
        "getMyDescription" => new(GetDescription(call.Parameters, "description")),
        "getMyShortDescription" => new(GetDescription(call.Parameters, "short_description")),
        "getFile" => new(GetFile(call.Parameters)),
        "editMessageText" => new(EditMessageText(call.Parameters)),
        "editMessageCaption" => new(EditMessageCaption(call.Parameters)),
        "deleteMessage" => new(DeleteMessage(call.Parameters)),
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

    /// <summary>The chat that is meant, or why the bot may not write there (T74 to T76).</summary>
    private ApiAnswer? FindChat(JsonElement parameters, out SimulatedChat? chat, string property = "chat_id")
    {
        chat = null;
        if (!parameters.TryGetProperty(property, out var given))
        {
            return ApiAnswer.BadRequest("chat_id is empty");
        }

        var isNumber = given.ValueKind == JsonValueKind.Number ? given.TryGetInt64(out var id) : long.TryParse(given.GetString(), out id);
        chat = isNumber ? telegram.FindChat(id) : null;
        return chat is null ? ApiAnswer.BadRequest("chat not found") : chat.FindRefusal();
    }

    private static bool IsTrue(JsonElement parameters, string name) => parameters.TryGetProperty(name, out var value) && value.GetBoolean();

    private static int Number(JsonElement parameters, string name, int otherwise) =>
        parameters.TryGetProperty(name, out var value) && value.TryGetInt64(out var number)
            ? (int)Math.Clamp(number, int.MinValue, int.MaxValue)
            : otherwise;
}
