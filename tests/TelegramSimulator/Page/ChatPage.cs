using System.Text.Json;
using TelegramSimulator.Api;
using TelegramSimulator.People;

namespace TelegramSimulator.Page;

/// <summary>A plain page on which a person at a browser plays a Telegram user.</summary>
internal static class ChatPage
{
    private static readonly byte[] Html = Load();

    public static async Task HandleAsync(Simulator telegram, HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        switch (request.Method, request.Path.Value)
        {
            case ("GET", "/"):
                response.ContentType = "text/html; charset=utf-8";
                await response.Body.WriteAsync(Html, context.RequestAborted);
                return;
            case ("GET", "/people"):
                response.ContentType = "application/json";
                await response.Body.WriteAsync(JsonText.Write(telegram, WritePeople), context.RequestAborted);
                return;
            case ("POST", "/say" or "/press" or "/contact" or "/block" or "/unblock"):
                await ActAsync(telegram, context);
                return;
            default:
                response.StatusCode = StatusCodes.Status404NotFound;
                await response.WriteAsync("Not Found", context.RequestAborted);
                return;
        }
    }

    private static async Task ActAsync(Simulator telegram, HttpContext context)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            var root = json.RootElement;
            var person = telegram.Person(root.GetProperty("person").GetInt64(), root.GetProperty("name").GetString() ?? "Sari");
            switch (context.Request.Path.Value)
            {
                case "/say":
                    person.Says(root.GetProperty("text").GetString()!);
                    break;
                case "/press":
                    person.Presses(root.GetProperty("label").GetString()!, root.GetProperty("message").GetInt32());
                    break;
                case "/contact":
                    person.SendsContact();
                    break;
                case "/block":
                    person.Blocks();
                    break;
                default:
                    person.Unblocks();
                    break;
            }

            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(problem.Message, context.RequestAborted);
        }
    }

    private static void WritePeople(Utf8JsonWriter json, Simulator telegram)
    {
        json.WriteStartArray();
        foreach (var person in telegram.People.OrderBy(person => person.Id).Take(200))
        {
            json.WriteStartObject();
            json.WriteNumber("id", person.Id);
            json.WriteString("name", person.FirstName);
            json.WriteBoolean("blocked", person.HasBlocked);
            json.WriteStartArray("chat");
            foreach (var message in person.Chat)
            {
                WriteMessage(json, message);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteStartObject();
        json.WriteNumber("id", message.Id);
        json.WriteBoolean("bot", message.FromBot);
        json.WriteString("text", message.Text);
        json.WriteStartArray("rows");
        foreach (var row in message.Keyboard.Rows)
        {
            json.WriteStartArray();
            foreach (var button in row)
            {
                json.WriteStartObject();
                json.WriteString("label", button.Text);
                if (button.Url is not null)
                {
                    json.WriteString("url", button.Url);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static byte[] Load()
    {
        using var stream = typeof(ChatPage).Assembly.GetManifestResourceStream("chat.html")
            ?? throw new InvalidOperationException("chat.html is not embedded in this assembly.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
