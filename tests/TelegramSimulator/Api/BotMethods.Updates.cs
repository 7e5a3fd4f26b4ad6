using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TelegramSimulator.Webhooks;

namespace TelegramSimulator.Api;

internal sealed partial class BotMethods
{
    private const string WebhookIsSet =
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

    private readonly Lock webhookGate = new();
    private DateTimeOffset nextSetWebhook = DateTimeOffset.MinValue;

    private async ValueTask<ApiAnswer> GetUpdatesAsync(JsonElement parameters, CancellationToken cancel)
    {
        if (telegram.Webhook.Settings is not null)
        {
            return ApiAnswer.Error(409, WebhookIsSet);
        }

        if (Allow(parameters) is { } refusal)
        {
            return refusal;
        }

        return await telegram.Poll.TakeAsync(
            Number(parameters, "offset", 0), Number(parameters, "limit", 100), Number(parameters, "timeout", 0), cancel);
    }

    private async ValueTask<ApiAnswer> SetWebhookAsync(BotCall call)
    {
        var parameters = call.Parameters;
        if (parameters.GetProperty("url").GetString() is not { Length: > 0 })
        {
            return await DeleteWebhookAsync(parameters);
        }

        var certificate = call.FindFile(parameters, "certificate")?.Bytes.Length ?? 0;
        if (WebhookSettings.Read(parameters, certificate, telegram.Options.IsLocal, out var settings) is { } problem)
        {
            return ApiAnswer.BadRequest(problem);
        }

        if (Allow(parameters) is { } refusal)
        {
            return refusal;
        }

        if (settings == telegram.Webhook.Settings && certificate == 0 && !IsTrue(parameters, "drop_pending_updates"))
        {
            return ApiAnswer.TrueWith("Webhook is already set");
        }

        lock (webhookGate)
        {
            if (telegram.Now < nextSetWebhook)
            {
                return ApiAnswer.TooManyRequests(1);
            }

            nextSetWebhook = telegram.Now.AddSeconds(1);
        }

        if (IsTrue(parameters, "drop_pending_updates"))
        {
            telegram.Updates.Clear();
        }

        await telegram.Webhook.SetAsync(settings);
        telegram.Poll.End("Conflict: terminated by setWebhook request");
        return ApiAnswer.TrueWith("Webhook was set");
    }

    private async ValueTask<ApiAnswer> DeleteWebhookAsync(JsonElement parameters)
    {
        var wasSet = telegram.Webhook.Settings is not null;
        await telegram.Webhook.SetAsync(null);
        if (IsTrue(parameters, "drop_pending_updates"))
        {
            telegram.Updates.Clear();
        }

        return ApiAnswer.TrueWith(wasSet ? "Webhook was deleted" : "Webhook is already deleted");
    }

    /// <summary>Runs the method with which a webhook was answered; nobody hears what became of it (T40).</summary>
    public async Task CallFromWebhookAsync(string method, byte[] body)
    {
        var parameters = JsonNode.Parse(body)!.AsObject();
        parameters.Remove("method");
        await HandleAsync(method, Microsoft.AspNetCore.Http.QueryCollection.Empty, "application/json", Encoding.UTF8.GetBytes(parameters.ToJsonString()), telegram.Stopping);
    }

    private ApiAnswer GetWebhookInfo() => ApiAnswer.Ok(telegram, static (json, telegram) =>
    {
        var webhook = telegram.Webhook;
        json.WriteStartObject();
        json.WriteString("url"u8, webhook.Settings?.Url ?? "");
        json.WriteBoolean("has_custom_certificate"u8, webhook.Settings?.HasCustomCertificate == true);
        json.WriteNumber("pending_update_count"u8, telegram.PendingUpdates);
        if (webhook.LastTrouble is { } trouble)
        {
            json.WriteNumber("last_error_date"u8, webhook.LastTroubleAt.ToUnixTimeSeconds());
            json.WriteString("last_error_message"u8, trouble);
        }

        if (webhook.Settings is { } settings)
        {
            json.WriteNumber("max_connections"u8, settings.MaxConnections);
            if (settings.IpAddress is not null)
            {
                json.WriteString("ip_address"u8, settings.IpAddress);
            }
        }

        // The real server leaves the list out while it is the default (T12).
        if (!telegram.Updates.AllowedKinds.SetEquals(ApiSchema.Instance.DefaultUpdateKinds))
        {
            json.WriteStartArray("allowed_updates"u8);
            foreach (var kind in telegram.Updates.AllowedKinds)
            {
                json.WriteStringValue(kind);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    /// <summary>Takes over the kinds that the bot asks for; a name that does not exist fails loudly, where Telegram shrugs.</summary>
    private ApiAnswer? Allow(JsonElement parameters)
    {
        if (!parameters.TryGetProperty("allowed_updates", out var listed))
        {
            return null;
        }

        string[] kinds = [.. listed.EnumerateArray().Select(kind => kind.GetString()!)];
        if (kinds.FirstOrDefault(kind => !ApiSchema.Instance.UpdateKinds.Contains(kind)) is { } unknown)
        {
            return ApiAnswer.BadRequest($"simulator: there is no kind of update called \"{unknown}\"");
        }

        telegram.Updates.Allow(kinds);
        return null;
    }
}
