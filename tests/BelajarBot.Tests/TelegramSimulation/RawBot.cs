using System.Net.Http.Json;
using System.Text.Json;
using TelegramSimulator;

namespace BelajarBot.Tests.TelegramSimulation;

/// <summary>A bot that is nothing but an HttpClient, to look at the simulator without our own client in between.</summary>
internal sealed class RawBot(Simulator telegram) : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public HttpClient Http => http;

    public string Url(string method) => $"{telegram.BaseUrl}/bot{telegram.Token}/{method}";

    public async Task<Answer> CallAsync(string method, object? parameters = null)
    {
        using var response = await http.PostAsJsonAsync(Url(method), parameters ?? new { }, Cancel);
        return await ReadAsync(response);
    }

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var json = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(Cancel));
        return new Answer((int)response.StatusCode, json);
    }

    public void Dispose() => http.Dispose();
}

/// <summary>An answer in the envelope.</summary>
internal sealed record Answer(int Status, JsonElement Json)
{
    public JsonElement Result => Json.GetProperty("result");

    public string Description => Json.GetProperty("description").GetString()!;

    public int[] UpdateIds => [.. Result.EnumerateArray().Select(update => update.GetProperty("update_id").GetInt32())];
}

/// <summary>Waits for something to become true, and says what never did.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, string what, int withinSeconds = 15)
    {
        var deadline = DateTimeOffset.UtcNow.AddSeconds(withinSeconds);
        while (!condition())
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"Not within {withinSeconds} s: {what}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
