using System.Security.Cryptography;
using System.Text;
using BelajarBot.Storage;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>
/// What Telegram was told about the webhook, and which of several processes is telling it now (T42). Telegram does not say
/// which secret it has, so this remembers a fingerprint of it.
/// </summary>
internal sealed class WebhookRecord(Database database, TelegramOptions options, TimeProvider time)
{
    /// <summary>How long a process may take to tell; when it died meanwhile, another one does. No harm is done if two do.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(30);

    private readonly string me = Guid.NewGuid().ToString("N");
    private readonly string fingerprint = FingerprintOf(options);

    /// <summary>Whether the last thing that Telegram was told is what the settings say.</summary>
    public Task<bool> IsCurrentAsync(long botId, CancellationToken cancel) => database.ReadAsync(
        async session => await session.FirstOrDefaultAsync<string>(
            "select fingerprint from telegram_webhook where bot_id = @botId", new { botId }) == fingerprint,
        cancel);

    /// <summary>True when it is for this process to tell Telegram.</summary>
    public Task<bool> TryClaimAsync(long botId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return database.WriteAsync(
            async session => await session.ExecuteAsync(
                """
                insert into telegram_webhook (bot_id, fingerprint, claimed_by, claimed_until) values (@botId, '', @me, @until)
                on conflict (bot_id) do update set claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until
                where telegram_webhook.claimed_until < @now or telegram_webhook.claimed_by = @me
                """,
                new { botId, me, now, until = now + Claim }) > 0,
            cancel);
    }

    /// <summary>Telegram was told; or there was no need, or no use, and another process may try.</summary>
    public Task ReleaseAsync(long botId, bool wasTold, CancellationToken cancel) => database.WriteAsync(
        session => session.ExecuteAsync(
            $"update telegram_webhook set claimed_until = 0{(wasTold ? ", fingerprint = @fingerprint" : "")} where bot_id = @botId and claimed_by = @me",
            new { botId, me, fingerprint }),
        cancel);

    private static string FingerprintOf(TelegramOptions options) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', [options.WebhookUrl, options.SecretToken, options.MaxConnections.ToString(System.Globalization.CultureInfo.InvariantCulture), .. TelegramUpdates.Kinds]))));
}
