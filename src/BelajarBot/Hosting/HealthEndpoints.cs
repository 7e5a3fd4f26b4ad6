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

            if (app.Services.GetService<TelegramPoller>()?.Health is { Trouble: { } telegram })
            {
                reasons.Add($"telegram: {telegram}");
            }

            return reasons.Count == 0
                ? Results.Text("ready\n")
                : Results.Text(string.Join('\n', reasons) + "\n", statusCode: StatusCodes.Status503ServiceUnavailable);
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
