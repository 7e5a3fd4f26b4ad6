using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace BelajarBot.Tests.Channels.WebChat;

/// <summary>A visitor without a browser: opens the page for its cookie, posts, and follows the events.</summary>
internal sealed class WebClient : IDisposable
{
    private readonly HttpClient http;

    private WebClient(string url) =>
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() })
        {
            BaseAddress = new Uri(url),
            Timeout = TimeSpan.FromSeconds(20),
        };

    public HttpClient Http => http;

    /// <summary>A visitor with a cookie.</summary>
    public static async Task<WebClient> OpenAsync(ScriptedHost host)
    {
        var client = Stranger(host);
        using var page = await client.Http.GetAsync("/");
        page.EnsureSuccessStatusCode();
        return client;
    }

    /// <summary>Somebody who never opened the page.</summary>
    public static WebClient Stranger(ScriptedHost host) => new(host.Url);

    public Task<HttpResponseMessage> SaysAsync(long id, string text) =>
        http.PostAsJsonAsync("/chat/messages", new { id, text });

    public async Task<HttpStatusCode> PostsAsync(string body, string type = "application/json", string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/messages")
        {
            Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue(type)),
        };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>
    /// Reads events, oldest first, until the stream says <c>ready</c>; with <paramref name="whenReady"/>, does that
    /// and reads the one event that comes of it.
    /// </summary>
    public async Task<List<Event>> ReadAsync(long after = 0, long? lastEventId = null, Func<Task>? whenReady = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/chat/events?after={after}");
        if (lastEventId is { } id)
        {
            request.Headers.Add("Last-Event-ID", $"{id}");
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(deadline.Token));

        var events = new List<Event>();
        var isReady = false;

        while (await reader.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.StartsWith("data: {\"id\"", StringComparison.Ordinal))
            {
                events.Add(Event.Parse(line["data: ".Length..]));
                if (isReady)
                {
                    return events;
                }
            }
            else if (line == "event: ready")
            {
                if (whenReady is null)
                {
                    return events;
                }

                isReady = true;
                await whenReady();
            }
        }

        throw new InvalidOperationException("The stream ended early.");
    }

    public void Dispose() => http.Dispose();

    /// <summary>One message as the stream tells it.</summary>
    internal sealed record Event(long Id, string Direction, string Text)
    {
        public static Event Parse(string json)
        {
            var root = JsonSerializer.Deserialize<JsonElement>(json);
            return new Event(
                root.GetProperty("id").GetInt64(),
                root.GetProperty("direction").GetString()!,
                root.GetProperty("body").GetProperty("text").GetString()!);
        }
    }
}
