namespace BelajarBot.Channels.WebChat;

/// <summary>Somebody as whom a visitor at this computer may also talk with the bot.</summary>
/// <param name="Name">What follows the visitor's own address, and <c>?as=</c> in the page's.</param>
/// <param name="Label">Who that is, in a few words that need no translation.</param>
internal sealed record WebRole(string Name, string Label);

/// <summary>
/// Invented people beside the visitor, each with a chat of their own in the same browser, so that what one does can be seen
/// arriving at another. They are offered on this computer only.
/// </summary>
/// <param name="roles">Who there is.</param>
/// <param name="isOffered">Whether they are offered at the moment.</param>
/// <param name="introduce">Makes one of them known at an address, if they are not yet.</param>
internal sealed class WebCast(
    IReadOnlyList<WebRole> roles, Func<CancellationToken, Task<bool>> isOffered, Func<string, WebRole, CancellationToken, Task> introduce)
{
    private const string Parameter = "as";

    /// <summary>Whom the page may offer to this browser: nobody, unless it runs on this computer.</summary>
    internal async Task<IReadOnlyList<WebRole>> OfferedToAsync(HttpContext context) =>
        IsHere(context) && await isOffered(context.RequestAborted) ? roles : [];

    /// <summary>
    /// The address that a request speaks for: the visitor's own, or with <c>?as=duta</c> that of somebody whom they play. Null
    /// when there is no visitor, or nobody such is offered to them.
    /// </summary>
    internal static async Task<string?> AddressOfAsync(WebCast? cast, HttpContext context)
    {
        var own = WebVisitor.AddressOf(context.Request);
        var name = context.Request.Query[Parameter].ToString();
        if (own is null || name.Length == 0)
        {
            return own;
        }

        if (cast is null || (await cast.OfferedToAsync(context)).FirstOrDefault(role => role.Name == name) is not { } played)
        {
            return null;
        }

        var address = $"{own}/{played.Name}";
        await cast.IntroduceAsync(address, played, context.RequestAborted);
        return address;
    }

    private Task IntroduceAsync(string address, WebRole role, CancellationToken cancel) => introduce(address, role, cancel);

    // A proxy in front of the page stands on this computer too, but says for whom it asks.
    private static bool IsHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && System.Net.IPAddress.IsLoopback(remote)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");
}
