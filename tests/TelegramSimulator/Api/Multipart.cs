using System.Text;

namespace TelegramSimulator.Api;

/// <summary>A part of a multipart body with its header lines exactly as they came.</summary>
/// <param name="HeaderLines">The raw header lines, read as UTF-8.</param>
/// <param name="Name">The field name as the server understands it.</param>
/// <param name="FileName">The file name as the server understands it; null makes the part a plain field.</param>
/// <param name="ContentType">The type that the part names, or null.</param>
/// <param name="Bytes">The content.</param>
public sealed record MultipartPart(
    IReadOnlyList<string> HeaderLines, string Name, string? FileName, string? ContentType, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Takes a multipart body apart by the rules of Telegram's own server (T123, T124), which differ from what most libraries
/// do: names are percent-decoded, <c>filename*</c> is ignored, and MIME encoded words stay as they are.
/// </summary>
internal static class Multipart
{
    private const int LongestBoundary = 70;

    /// <summary>The parts; a body that the server could not read throws <see cref="InvalidDataException"/> with its words.</summary>
    public static List<MultipartPart> Read(string contentType, ReadOnlyMemory<byte> body)
    {
        var boundary = Encoding.UTF8.GetBytes("\r\n--" + FindBoundary(contentType));
        var parts = new List<MultipartPart>();

        // The first boundary has no line break of its own to begin with.
        var opening = boundary.AsMemory(2);
        var start = body.Span.IndexOf(opening.Span);
        if (start < 0)
        {
            throw new InvalidDataException("boundary not found");
        }

        var rest = body[(start + opening.Length)..];
        while (!rest.Span.StartsWith("--"u8))
        {
            rest = rest.Span.StartsWith("\r\n"u8) ? rest[2..] : rest;
            var endOfHeaders = rest.Span.IndexOf("\r\n\r\n"u8);
            if (endOfHeaders < 0)
            {
                throw new InvalidDataException("can't parse form data headers");
            }

            var content = rest[(endOfHeaders + 4)..];
            var end = content.Span.IndexOf(boundary);
            if (end < 0)
            {
                throw new InvalidDataException("end of multipart content not found");
            }

            parts.Add(ReadPart(Encoding.UTF8.GetString(rest.Span[..endOfHeaders]).Split("\r\n"), content[..end]));
            rest = content[(end + boundary.Length)..];
        }

        return parts;
    }

    private static string FindBoundary(string contentType)
    {
        const string Key = "boundary=";
        var at = contentType.IndexOf(Key, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            throw new InvalidDataException("boundary not found");
        }

        var value = contentType[(at + Key.Length)..];
        var boundary = value.StartsWith('"')
            ? value[1..Math.Max(1, value.IndexOf('"', 1))]
            : value.Split(';')[0].Trim();
        return boundary.Length is > 0 and <= LongestBoundary ? boundary : throw new InvalidDataException("boundary not found");
    }

    private static MultipartPart ReadPart(string[] lines, ReadOnlyMemory<byte> bytes)
    {
        string name = "";
        string? fileName = null;
        string? contentType = null;
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':');
            var header = (colon < 0 ? line : line[..colon]).Trim();
            var value = (colon < 0 ? "" : line[(colon + 1)..]).Trim();
            if (header.Equals("content-type", StringComparison.OrdinalIgnoreCase))
            {
                contentType = value;
            }
            else if (header.Equals("content-disposition", StringComparison.OrdinalIgnoreCase))
            {
                (name, fileName) = ReadDisposition(value);
            }
        }

        return name.Length > 0
            ? new MultipartPart(lines, name, fileName, contentType, bytes)
            : throw new InvalidDataException("field name in multipart/form-data not found");
    }

    private static (string Name, string? FileName) ReadDisposition(string value)
    {
        const string Start = "form-data;";
        if (!value.StartsWith(Start, StringComparison.Ordinal))
        {
            throw new InvalidDataException("expected form-data content disposition");
        }

        var name = "";
        string? fileName = null;
        for (var rest = value.AsSpan(Start.Length).Trim(); rest.Length > 0; rest = rest.Trim())
        {
            var equals = rest.IndexOf('=');
            if (equals < 0)
            {
                break;
            }

            var key = rest[..equals].Trim();
            rest = rest[(equals + 1)..].TrimStart();
            var text = Decode(rest is ['"', ..] ? TakeQuoted(ref rest) : TakeToken(ref rest));
            if (key is "name")
            {
                name = text;
            }
            else if (key is "filename")
            {
                fileName = text;
            }
        }

        return (name, fileName);
    }

    private static string TakeToken(scoped ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(';');
        var token = (end < 0 ? rest : rest[..end]).Trim().ToString();
        rest = end < 0 ? [] : rest[(end + 1)..];
        return token;
    }

    private static string TakeQuoted(scoped ref ReadOnlySpan<char> rest)
    {
        var text = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                rest = rest[(i + 1)..].TrimStart();
                if (rest.Length > 0 && rest[0] != ';')
                {
                    throw new InvalidDataException("expected ';' in Content-Disposition header");
                }

                rest = rest.Length > 0 ? rest[1..] : rest;
                return text.ToString();
            }

            if (rest[i] == '\\' && ++i == rest.Length)
            {
                throw new InvalidDataException("wrong escape sequence in Content-Disposition header");
            }

            text.Append(rest[i]);
        }

        throw new InvalidDataException("unclosed quoted string in Content-Disposition header");
    }

    /// <summary>Percent-decodes; a percent sign that begins no code stays, and a plus sign is a plus sign.</summary>
    private static string Decode(string text)
    {
        if (!text.Contains('%'))
        {
            return text;
        }

        var raw = Encoding.UTF8.GetBytes(text);
        var decoded = new List<byte>(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '%' && i + 2 < raw.Length && char.IsAsciiHexDigit((char)raw[i + 1]) && char.IsAsciiHexDigit((char)raw[i + 2]))
            {
                decoded.Add((byte)(Convert.ToInt32($"{(char)raw[i + 1]}", 16) * 16 + Convert.ToInt32($"{(char)raw[i + 2]}", 16)));
                i += 2;
            }
            else
            {
                decoded.Add(raw[i]);
            }
        }

        return Encoding.UTF8.GetString([.. decoded]);
    }
}
