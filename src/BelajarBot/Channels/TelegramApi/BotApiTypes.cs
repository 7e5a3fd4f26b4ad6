using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>The one shape of every answer (T1).</summary>
internal sealed record BotApiEnvelope<T>(
    bool Ok, T? Result, int? ErrorCode, string? Description, BotApiErrorParameters? Parameters);

/// <summary>What an error may tell the caller to do.</summary>
internal sealed record BotApiErrorParameters(int? RetryAfter, long? MigrateToChatId);

// What we read. Only the fields that we use, so that others may come and go (T8, T141).
internal sealed record BotUser(long Id, string? Username, bool? CanJoinGroups, bool? CanReadAllGroupMessages);

internal sealed record TelegramUser(long Id, string? FirstName, string? LastName, string? LanguageCode);

internal sealed record TelegramChat(long Id, string? Type);

internal sealed record TelegramContact(string? PhoneNumber, long? UserId);

internal sealed record TelegramPhotoSize(string? FileId, int Width, int Height, long? FileSize);

internal sealed record TelegramDocument(string? FileId, string? FileName, long? FileSize);

internal sealed record TelegramLocation(double? Latitude, double? Longitude);

internal sealed record TelegramVenue(string? Title, string? Address);

internal sealed record TelegramMessage(
    long? Date,
    TelegramUser? From,
    TelegramChat? Chat,
    string? Text,
    string? Caption,
    TelegramContact? Contact,
    IReadOnlyList<TelegramPhotoSize>? Photo,
    TelegramDocument? Document,
    JsonElement? Animation,
    JsonElement? ForwardOrigin,
    long? MigrateToChatId = null,
    long? MigrateFromChatId = null,
    string? MediaGroupId = null,
    long? EditDate = null,
    long? MessageThreadId = null,
    bool? IsTopicMessage = null,
    TelegramLocation? Location = null,
    TelegramVenue? Venue = null);

internal sealed record TelegramCallbackQuery(string? Id, TelegramUser? From, TelegramMessage? Message, string? Data);

internal sealed record TelegramChatMember(string? Status);

internal sealed record TelegramMembershipChange(
    TelegramChat? Chat, TelegramUser? From, TelegramChatMember? OldChatMember, TelegramChatMember? NewChatMember);

internal sealed record TelegramUpdate(
    TelegramMessage? Message,
    TelegramMessage? EditedMessage,
    TelegramCallbackQuery? CallbackQuery,
    TelegramMembershipChange? MyChatMember);

internal sealed record SentMessage(long MessageId, TelegramDocument? Document = null, IReadOnlyList<TelegramPhotoSize>? Photo = null);

internal sealed record BotDescription(string? Description);

internal sealed record BotShortDescription(string? ShortDescription);

internal sealed record TelegramFile(string? FileId, long? FileSize, string? FilePath);

internal sealed record WebhookInfo(
    string? Url, int? PendingUpdateCount, long? LastErrorDate, string? LastErrorMessage, int? MaxConnections, IReadOnlyList<string>? AllowedUpdates);

// What we write. Null means "do not send"; false and 0 are sent (T11).
internal sealed record NoParameters;

internal sealed record GetUpdatesRequest(long? Offset, int Limit, int Timeout, IReadOnlyList<string> AllowedUpdates);

internal sealed record DeleteWebhookRequest(bool DropPendingUpdates);

internal sealed record SetWebhookRequest(
    string Url, string SecretToken, int MaxConnections, IReadOnlyList<string> AllowedUpdates, bool DropPendingUpdates);

internal sealed record MessageEntity(string Type, int Offset, int Length);

internal sealed record LinkPreviewOptions(bool IsDisabled);

internal sealed record InlineButton(string Text, string? CallbackData, string? Url);

internal sealed record KeyboardButton(string Text, bool? RequestContact);

internal sealed record ReplyMarkup(
    IReadOnlyList<IReadOnlyList<InlineButton>>? InlineKeyboard = null,
    IReadOnlyList<IReadOnlyList<KeyboardButton>>? Keyboard = null,
    bool? ResizeKeyboard = null,
    bool? OneTimeKeyboard = null,
    bool? RemoveKeyboard = null);

internal sealed record SendMessageRequest(
    long ChatId,
    string Text,
    IReadOnlyList<MessageEntity>? Entities,
    LinkPreviewOptions LinkPreviewOptions,
    ReplyMarkup? ReplyMarkup,
    bool? DisableNotification = null,
    bool? ProtectContent = null,
    long? MessageThreadId = null);

internal sealed record SendFileRequest(
    long ChatId,
    string? Document,
    string? Photo,
    string? Caption,
    IReadOnlyList<MessageEntity>? CaptionEntities,
    ReplyMarkup? ReplyMarkup,
    bool? DisableNotification = null,
    bool? ProtectContent = null,
    long? MessageThreadId = null);

internal sealed record SendVenueRequest(
    long ChatId,
    double Latitude,
    double Longitude,
    string Title,
    string Address,
    ReplyMarkup? ReplyMarkup,
    bool? DisableNotification = null,
    bool? ProtectContent = null,
    long? MessageThreadId = null);

internal sealed record EditMessageTextRequest(
    long ChatId,
    long MessageId,
    string Text,
    IReadOnlyList<MessageEntity>? Entities,
    LinkPreviewOptions LinkPreviewOptions,
    ReplyMarkup? ReplyMarkup = null);

internal sealed record GetFileRequest(string FileId);

internal sealed record AnswerCallbackQueryRequest(string CallbackQueryId);

internal sealed record BotCommand(string Command, string Description);

internal sealed record CommandScope(string Type, long ChatId);

internal sealed record GetMyCommandsRequest(CommandScope? Scope, string? LanguageCode);

internal sealed record SetMyCommandsRequest(IReadOnlyList<BotCommand> Commands, CommandScope? Scope, string? LanguageCode);

internal sealed record LanguageRequest(string? LanguageCode);

internal sealed record SetMyDescriptionRequest(string Description, string? LanguageCode);

internal sealed record SetMyShortDescriptionRequest(string ShortDescription, string? LanguageCode);

/// <summary>Reads and writes the Bot API's JSON without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BotApiEnvelope<JsonElement>))]
[JsonSerializable(typeof(BotApiEnvelope<BotUser>))]
[JsonSerializable(typeof(BotApiEnvelope<bool?>))]
[JsonSerializable(typeof(BotApiEnvelope<SentMessage>))]
[JsonSerializable(typeof(BotApiEnvelope<IReadOnlyList<BotCommand>>))]
[JsonSerializable(typeof(BotApiEnvelope<WebhookInfo>))]
[JsonSerializable(typeof(TelegramUpdate))]
[JsonSerializable(typeof(NoParameters))]
[JsonSerializable(typeof(GetUpdatesRequest))]
[JsonSerializable(typeof(DeleteWebhookRequest))]
[JsonSerializable(typeof(SetWebhookRequest))]
[JsonSerializable(typeof(SendMessageRequest))]
[JsonSerializable(typeof(SendFileRequest))]
[JsonSerializable(typeof(SendVenueRequest))]
[JsonSerializable(typeof(GetFileRequest))]
[JsonSerializable(typeof(BotApiEnvelope<TelegramFile>))]
[JsonSerializable(typeof(AnswerCallbackQueryRequest))]
[JsonSerializable(typeof(GetMyCommandsRequest))]
[JsonSerializable(typeof(SetMyCommandsRequest))]
[JsonSerializable(typeof(EditMessageTextRequest))]
[JsonSerializable(typeof(LanguageRequest))]
[JsonSerializable(typeof(SetMyDescriptionRequest))]
[JsonSerializable(typeof(SetMyShortDescriptionRequest))]
[JsonSerializable(typeof(BotApiEnvelope<BotDescription>))]
[JsonSerializable(typeof(BotApiEnvelope<BotShortDescription>))]
internal sealed partial class BotApiJson : JsonSerializerContext;

/// <summary>The context that is used on the wire.</summary>
internal static class BotApiWire
{
    /// <summary>Letters beyond ASCII go out as themselves, at a third of the size.</summary>
    public static BotApiJson Json { get; } = new(new JsonSerializerOptions(BotApiJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,

        // One update that is nested deeper than usual must not make its whole batch unreadable (T8).
        MaxDepth = 512,
    });
}
