using BelajarBot.Channels.TelegramApi;
using BelajarBot.Conversations;
using BelajarBot.Storage;

namespace BelajarBot.Hosting;

/// <summary><c>/healthz</c>: the process is alive. <c>/readyz</c>: it can take messages and send them, or says why not.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan StoreLimit = TimeSpan.FromSeconds(5);

    internal static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("alive\n"));
        app.MapGet("/readyz", async (HttpContext context, Database database, Sender sender) =>
        {
            var reasons = new List<string>();
            if (await StoreTroubleAsync(database, context.RequestAborted) is { } trouble)
            {
                reasons.Add($"store: {trouble}");
            }

            if (sender.Closed is { } closed)
            {
                reasons.Add($"sending: {closed}");
            }

            var telegram = app.Services.GetService<IUpdateSource>()?.Health;
            if (telegram is { Trouble: { } telegramTrouble })
            {
                reasons.Add($"telegram: {telegramTrouble}");
            }

            var isReady = reasons.Count == 0;
            string?[] lines = [.. isReady ? ["ready"] : reasons, telegram?.Note is { } note ? $"note: {note}" : null];
            return Results.Text(
                TokenText.Redact(string.Join('\n', lines.OfType<string>())) + "\n",
                statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }

    /// <summary>Writing is what turns need; a store that can only be read is out of order.</summary>
    private static async Task<string?> StoreTroubleAsync(Database database, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(StoreLimit);
        try
        {
            await database.WriteAsync(session => session.ExecuteAsync("delete from seen_update where channel = ''"), limit.Token);
            return null;
        }
        catch (StorageException trouble)
        {
            return trouble.Message;
        }
        catch (OperationCanceledException)
        {
            return $"no answer within {StoreLimit.TotalSeconds:0} seconds";
        }
    }
}
