namespace TelegramSimulator.Faults;

/// <summary>Refusals in Telegram's own words, to script with <see cref="Simulator.Fail"/> or for one chat (T74 to T81).</summary>
public static class KnownErrors
{
    /// <summary>The person blocked the bot.</summary>
    public static readonly Fault.Status Blocked = Forbidden("bot was blocked by the user");

    /// <summary>The account is gone.</summary>
    public static readonly Fault.Status Deactivated = Forbidden("user is deactivated");

    /// <summary>The person never wrote to the bot.</summary>
    public static readonly Fault.Status NeverStarted = Forbidden("bot can't initiate conversation with a user");

    /// <summary>The bot was thrown out of a group.</summary>
    public static readonly Fault.Status KickedFromGroup = Forbidden("bot was kicked from the group chat");

    /// <summary>The bot was thrown out of a supergroup.</summary>
    public static readonly Fault.Status KickedFromSupergroup = Forbidden("bot was kicked from the supergroup chat");

    /// <summary>The bot was thrown out of a channel.</summary>
    public static readonly Fault.Status KickedFromChannel = Forbidden("bot was kicked from the channel chat");

    /// <summary>The bot is not in the supergroup.</summary>
    public static readonly Fault.Status NotAMember = Forbidden("bot is not a member of the supergroup chat");

    /// <summary>The group is gone.</summary>
    public static readonly Fault.Status GroupDeleted = Forbidden("the group chat was deleted");

    /// <summary>There is no such chat for this bot (T76).</summary>
    public static readonly Fault.Status ChatNotFound = BadRequest("chat not found");

    /// <summary>The edit changes nothing (T77).</summary>
    public static readonly Fault.Status NotModified = BadRequest(
        "message is not modified: specified new message content and reply markup are exactly the same as a current content "
        + "and reply markup of the message");

    /// <summary>The message to edit is gone (T78).</summary>
    public static readonly Fault.Status EditNotFound = BadRequest("message to edit not found");

    /// <summary>The message may not be changed any more (T78).</summary>
    public static readonly Fault.Status CannotBeEdited = BadRequest("message can't be edited");

    /// <summary>The message to delete is gone (T78).</summary>
    public static readonly Fault.Status DeleteNotFound = BadRequest("message to delete not found");

    /// <summary>The message may not be deleted (T78).</summary>
    public static readonly Fault.Status CannotBeDeleted = BadRequest("message can't be deleted");

    /// <summary>The answered message is gone (T79).</summary>
    public static readonly Fault.Status ReplyNotFound = BadRequest("message to be replied not found");

    /// <summary>The press was too long ago (T80).</summary>
    public static readonly Fault.Status QueryTooOld = BadRequest("query is too old and response timeout expired or query ID is invalid");

    /// <summary>The markup is wrong (T81).</summary>
    public static readonly Fault.Status CannotParse = BadRequest("can't parse entities: Unsupported start tag \"br\" at byte offset 4");

    /// <summary>The text is too long (T81).</summary>
    public static readonly Fault.Status TooLong = BadRequest("message is too long");

    /// <summary>A button carries too much (T81, T100).</summary>
    public static readonly Fault.Status ButtonDataInvalid = BadRequest("BUTTON_DATA_INVALID");

    /// <summary>A proxy's page instead of an answer (T2).</summary>
    public static readonly Fault.Body BadGateway = new(502, "<html><head><title>502 Bad Gateway</title></head><body></body></html>");

    /// <summary>A success without a word (T2).</summary>
    public static readonly Fault.Body EmptySuccess = new(200, "", "application/json");

    /// <summary>A success of which half is missing (T2); the call has no effect.</summary>
    public static readonly Fault.Body TruncatedJson = new(200, "{\"ok\":true,\"resu", "application/json");

    /// <summary>Too many requests: so many seconds to wait, in the body and in the header.</summary>
    public static Fault.Status TooManyRequests(int seconds) => new(429, $"Too Many Requests: retry after {seconds}", RetryAfter: seconds);

    private static Fault.Status Forbidden(string reason) => new(403, "Forbidden: " + reason);

    private static Fault.Status BadRequest(string reason) => new(400, "Bad Request: " + reason);
}
