using System.Text.Json;
using TelegramSimulator.Files;
using TelegramSimulator.People;

namespace TelegramSimulator.Api;

internal sealed partial class BotMethods
{
    private const int MostUploadBytes = 50 << 20;
    private const int MostPhotoBytes = 10 << 20;

    private ApiAnswer SendFile(BotCall call, string kind)
    {
        var caption = TextRules.CheckCaption(call.Parameters);
        return caption.Problem is not null
            ? ApiAnswer.BadRequest(caption.Problem)
            : FindFile(call, call.Parameters, kind, kind, out var keep)
            ?? Send(call.Parameters, caption, keep, out var chat, out var message)
            ?? MessageJson.Answer(telegram, chat!, message!);
    }

    private ApiAnswer SendMediaGroup(BotCall call)
    {
        var group = $"13{telegram.NextNumber()}00000000";
        var items = new List<(CheckedText Caption, Func<StoredFile> Keep)>();
        foreach (var media in call.Parameters.GetProperty("media").EnumerateArray())
        {
            var caption = TextRules.CheckCaption(media);
            if (caption.Problem is not null)
            {
                return ApiAnswer.BadRequest(caption.Problem);
            }

            if (FindFile(call, media, "media", media.GetProperty("type").GetString()!, out var keep) is { } problem)
            {
                return problem;
            }

            items.Add((caption, keep));
        }

        if (items.Count is < 2 or > 10)
        {
            return ApiAnswer.BadRequest(items.Count < 2 ? "an album must have at least 2 items" : "too many messages to send as an album");
        }

        var sent = new List<ChatMessage>();
        SimulatedChat? chat = null;
        foreach (var (caption, keep) in items)
        {
            if (Send(call.Parameters, caption, keep, out chat, out var message) is { } refusal)
            {
                return refusal;
            }

            sent.Add(message! with { MediaGroupId = group });
            chat!.Replace(sent[^1]);
        }

        return ApiAnswer.Ok((telegram, chat: chat!, sent), static (json, all) =>
        {
            json.WriteStartArray();
            foreach (var message in all.sent)
            {
                MessageJson.Write(json, all.telegram, all.chat, message);
            }

            json.WriteEndArray();
        });
    }

    private ApiAnswer GetFile(JsonElement parameters)
    {
        if (telegram.Files.Find(parameters.GetProperty("file_id").GetString()!) is not { } file)
        {
            return ApiAnswer.BadRequest("wrong file_id or the file is temporarily unavailable");
        }

        if (file.DeclaredSize > FileStore.MostToDownload && !telegram.Options.IsLocal)
        {
            return ApiAnswer.BadRequest("file is too big");
        }

        return ApiAnswer.Ok((telegram, file), static (json, all) =>
        {
            json.WriteStartObject();
            MessageContent.WriteFileFields(json, all.file);
            if (!all.file.HasNoPath)
            {
                json.WriteString("file_path"u8, all.telegram.Files.Link(all.file));
            }

            json.WriteEndObject();
        });
    }

    /// <summary>The file that is uploaded or meant by its id, to be kept once the message is known to be good.</summary>
    private ApiAnswer? FindFile(BotCall call, JsonElement owner, string property, string kind, out Func<StoredFile> keep)
    {
        keep = null!;
        if (call.FindFile(owner, property) is { } upload)
        {
            keep = () => Keep(upload, kind);
            return FindUploadProblem(upload, kind);
        }

        var given = owner.GetProperty(property).GetString()!;
        if (given.StartsWith("attach://", StringComparison.Ordinal))
        {
            return ApiAnswer.BadRequest($"there is no {kind} in the request");
        }

        if (Uri.TryCreate(given, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            // Telegram would fetch it; nothing here reaches beyond this computer.
            return ApiAnswer.BadRequest("failed to get HTTP URL content");
        }

        if (telegram.Files.Find(given) is not { } file)
        {
            return ApiAnswer.BadRequest("wrong file identifier/HTTP URL specified");
        }

        keep = () => file;
        return file.Kind == kind ? null : ApiAnswer.BadRequest($"can't use file of type {Capital(file.Kind)} as {Capital(kind)}");
    }

    private static ApiAnswer? FindUploadProblem(UploadedFile upload, string kind) =>
        upload.Bytes.Length == 0 ? ApiAnswer.BadRequest("file must be non-empty")
        : upload.Bytes.Length > MostUploadBytes ? ApiAnswer.Error(413, "Request Entity Too Large")
        : kind != "photo" ? null
        : upload.Bytes.Length > MostPhotoBytes ? ApiAnswer.BadRequest($"file of size {upload.Bytes.Length} bytes is too big for a photo")
        : PictureSize.FindProblem(upload.Bytes.Span, out _) is { } problem ? ApiAnswer.BadRequest(problem)
        : null;

    private StoredFile Keep(UploadedFile upload, string kind)
    {
        if (kind == "photo")
        {
            PictureSize.FindProblem(upload.Bytes.Span, out var size);
            return telegram.Files.Add(kind, upload.Bytes, width: size.Width, height: size.Height);
        }

        return telegram.Files.Add(kind, upload.Bytes, upload.FileName.Length > 0 ? upload.FileName : null, upload.ContentType);
    }

    private static string Capital(string kind) => char.ToUpperInvariant(kind[0]) + kind[1..];
}
