using System.Text.Json;
using TelegramSimulator.Api;
using TelegramSimulator.People;

namespace TelegramSimulator.Page;

/// <summary>A plain page on which a person at a browser plays Telegram users, one after another.</summary>
internal static class ChatPage
{
    private const int MostUploadBytes = 20 << 20;

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
            case ("GET", "/state"):
                response.ContentType = "application/json";
                _ = long.TryParse(request.Query["person"], out var shown);
                await response.Body.WriteAsync(
                    JsonText.Write((telegram, shown), static (json, all) => PageState.Write(json, all.telegram, all.shown)), context.RequestAborted);
                return;
            case ("GET", "/files") when telegram.Files.Find(request.Query["id"].ToString()) is { } file:
                response.ContentType = file.Kind == "photo" ? "image/png" : "application/octet-stream";
                await response.Body.WriteAsync(file.Bytes, context.RequestAborted);
                return;
            case ("POST", "/photo" or "/document"):
                await UploadAsync(telegram, context);
                return;
            case ("POST", "/say" or "/press" or "/contact" or "/location" or "/sticker" or "/block" or "/unblock"):
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
            var person = Meet(telegram, root.GetProperty("person").GetInt64(), root.GetProperty("name").GetString());
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
                case "/location":
                    person.SendsLocation();
                    break;
                case "/sticker":
                    person.SendsSticker();
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
            await RefuseAsync(context, problem.Message);
        }
    }

    /// <summary>A file from the browser's disk becomes a file that the person sends.</summary>
    private static async Task UploadAsync(Simulator telegram, HttpContext context)
    {
        var query = context.Request.Query;
        if (!long.TryParse(query["person"], out var id) || context.Request.ContentLength is null or > MostUploadBytes)
        {
            await RefuseAsync(context, "A person and a file of at most 20 MB are needed.");
            return;
        }

        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        var person = Meet(telegram, id, query["name"]);
        try
        {
            _ = context.Request.Path == "/photo"
                ? person.SendsPhoto(content: content.ToArray())
                : person.SendsDocument(query["file"], content: content.ToArray());
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (InvalidOperationException problem)
        {
            await RefuseAsync(context, problem.Message);
        }
    }

    private static SimulatedPerson Meet(Simulator telegram, long id, string? name) =>
        telegram.Person(id, string.IsNullOrEmpty(name) ? "Sari" : name);

    private static Task RefuseAsync(HttpContext context, string reason)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync(reason, context.RequestAborted);
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
