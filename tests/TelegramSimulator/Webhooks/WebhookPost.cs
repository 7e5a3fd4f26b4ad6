namespace TelegramSimulator.Webhooks;

/// <summary>One attempt to give the bot an update.</summary>
/// <param name="UpdateId">Which update.</param>
/// <param name="At">When it was posted.</param>
/// <param name="Status">The HTTP status of the answer, or null when there was none.</param>
/// <param name="Trouble">Why the attempt failed, or null.</param>
public sealed record WebhookPost(int UpdateId, DateTimeOffset At, int? Status, string? Trouble);
