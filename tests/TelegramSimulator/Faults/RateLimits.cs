namespace TelegramSimulator.Faults;

/// <summary>The official figures (T63), counted in sliding windows; more than that is answered with 429.</summary>
/// <param name="PerSecond">Messages a second over all chats.</param>
/// <param name="PerChatPerSecond">Messages a second to one private chat.</param>
/// <param name="PerGroupPerMinute">Messages a minute to one group.</param>
/// <param name="BurstPerChat">How many messages a private chat takes at once before the pace counts; Telegram tolerates short bursts.</param>
/// <param name="InFlight">How many calls may be under way together; more have to wait a minute (T71).</param>
public sealed record RateLimits(
    int PerSecond = 30, int PerChatPerSecond = 1, int PerGroupPerMinute = 20, int BurstPerChat = 1, int InFlight = 1000);
