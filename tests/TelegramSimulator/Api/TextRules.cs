using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace TelegramSimulator.Api;

/// <summary>A styled stretch of a message as the bot asked for it, in UTF-16 units.</summary>
public sealed record TextEntity(string Type, int Offset, int Length, string? Url = null);

/// <summary>A text as Telegram keeps it, or why it refuses it.</summary>
internal readonly record struct CheckedText(string Text, ImmutableArray<TextEntity> Entities, string? Problem);

/// <summary>What Telegram does with a text before it counts and stores it (T85, T90, T92, T93).</summary>
internal static class TextRules
{
    /// <summary>The stricter of the two counts in use: UTF-16 units, not code points.</summary>
    private const int MostUnits = 4096;
    private const int MostCaptionUnits = 1024;
    private const int MostRawBytes = 32_768;

    private static readonly SearchValues<char> Rewritten = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(c => c != '\n').Select(c => (char)c), .. Enumerable.Range(0x2028, 7).Select(c => (char)c)]);

    /// <summary>The text of a message.</summary>
    public static CheckedText Check(JsonElement parameters)
    {
        var raw = parameters.TryGetProperty("text", out var text) ? text.GetString()! : "";
        return raw.Length == 0 ? Refuse("message text is empty") : Check(parameters, raw, "entities") switch
        {
            { Problem: not null } refused => refused,
            { Text: "" } => Refuse("text must be non-empty"),
            { Text.Length: > MostUnits } => Refuse("message is too long"),
            var good => good,
        };
    }

    /// <summary>The caption of a file, which may be missing.</summary>
    public static CheckedText CheckCaption(JsonElement parameters)
    {
        var raw = parameters.TryGetProperty("caption", out var caption) ? caption.GetString()! : "";
        return Check(parameters, raw, "caption_entities") switch
        {
            { Problem: null, Text.Length: > MostCaptionUnits } => Refuse("message caption is too long"),
            var good => good,
        };
    }

    private static CheckedText Check(JsonElement parameters, string raw, string entitiesProperty)
    {
        if (parameters.TryGetProperty("parse_mode", out var mode) && mode.GetString() is { Length: > 0 })
        {
            return Refuse("simulator: parse_mode is not simulated; pass entities");
        }

        if (raw.Length > MostRawBytes / 3 && Encoding.UTF8.GetByteCount(raw) > MostRawBytes)
        {
            return Refuse("text is too long");
        }

        var entities = ImmutableArray<TextEntity>.Empty;
        if (parameters.TryGetProperty(entitiesProperty, out var listed) && listed.GetArrayLength() > 0)
        {
            if (FindEntityProblem(raw, listed, out entities) is { } problem)
            {
                return Refuse(problem);
            }
        }

        var (normal, moved) = Normalise(raw, entities);
        return new CheckedText(normal, moved, null);
    }

    private static CheckedText Refuse(string problem) => new("", [], problem);

    private static string? FindEntityProblem(string text, JsonElement listed, out ImmutableArray<TextEntity> entities)
    {
        entities = [];
        var read = ImmutableArray.CreateBuilder<TextEntity>(listed.GetArrayLength());
        foreach (var json in listed.EnumerateArray())
        {
            var offset = json.GetProperty("offset").GetInt64();
            var length = json.GetProperty("length").GetInt64();
            if (offset < 0 || length <= 0)
            {
                return $"simulator: an entity at offset {offset} of length {length} covers nothing";
            }

            if (offset + length > text.Length)
            {
                return $"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {text.Length}";
            }

            if (CutsPair(text, (int)offset))
            {
                return $"entity begins in a middle of a UTF-16 symbol at byte offset {offset}";
            }

            if (CutsPair(text, (int)(offset + length)))
            {
                return $"entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol";
            }

            var url = json.TryGetProperty("url", out var link) ? link.GetString() : null;
            read.Add(new TextEntity(json.GetProperty("type").GetString()!, (int)offset, (int)length, url));
        }

        entities = read.MoveToImmutable();
        return null;
    }

    private static bool CutsPair(string text, int at) =>
        at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]);

    /// <summary>Trims, drops returns and direction marks, and turns control characters into spaces; entities move along.</summary>
    private static (string Text, ImmutableArray<TextEntity> Entities) Normalise(string raw, ImmutableArray<TextEntity> entities)
    {
        if (raw.Length == 0 || (!raw.AsSpan().ContainsAny(Rewritten) && !char.IsWhiteSpace(raw[0]) && !char.IsWhiteSpace(raw[^1])))
        {
            return (raw, entities);
        }

        var kept = new StringBuilder(raw.Length);
        var newIndex = new int[raw.Length + 1];
        for (var i = 0; i < raw.Length; i++)
        {
            newIndex[i] = kept.Length;
            var c = raw[i];
            if (c == '\r' || c is >= '\u2028' and <= '\u202e')
            {
                continue;
            }

            kept.Append(c < ' ' && c != '\n' ? ' ' : c);
        }

        newIndex[raw.Length] = kept.Length;
        var text = kept.ToString();
        var trimmed = text.AsSpan().Trim();
        var start = text.Length - text.AsSpan().TrimStart().Length;
        var end = start + trimmed.Length;
        var moved = entities
            .Select(entity =>
            {
                var from = Math.Clamp(newIndex[entity.Offset], start, Math.Max(start, end));
                var to = Math.Clamp(newIndex[entity.Offset + entity.Length], start, Math.Max(start, end));
                return entity with { Offset = from - start, Length = to - from };
            })
            .Where(entity => entity.Length > 0)
            .ToImmutableArray();
        return (trimmed.ToString(), moved);
    }
}
