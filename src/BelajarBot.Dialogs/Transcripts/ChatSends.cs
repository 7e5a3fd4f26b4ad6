using System.Collections.Frozen;
using System.Globalization;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>What a person sends that is not words, as transcripts write it in round brackets, in both directions.</summary>
internal static class ChatSends
{
    private const int Longest = 100_000;

    private static readonly FrozenDictionary<string, FileFormat> Formats =
        Enum.GetValues<FileFormat>().ToFrozenDictionary(format => format.ToString().ToLowerInvariant());

    private static readonly string[] Unsupported =
        ["sticker", "voice", "video", "video_note", "animation", "audio", "location", "poll", "dice"];

    private static readonly string[] Words = ["photo", "document", "contact", "start", "press", "blank", "long", "album", "forward", "edit", .. Unsupported];

    /// <summary>What <c>(photo)</c>, <c>(contact +62811…)</c> or <c>(long 5000)</c> stands for; null with the reason when it is nothing.</summary>
    internal static Input? Read(string inner, out string message, out string english)
    {
        (message, english) = ("", "");
        var end = inner.IndexOf(' ', StringComparison.Ordinal);
        var (word, rest) = end < 0 ? (inner, "") : (inner[..end], inner[(end + 1)..].Trim());
        switch (word)
        {
            case "photo":
                return new FileInput(FileKind.Photo, "foto-1", null, 50_000, rest.Length == 0 ? null : rest);
            case "document" when ReadDocument(rest) is { } document:
                return document;
            case "album" when rest is "" or "later":
                return new FileInput(FileKind.Photo, "foto-1", null, 50_000, null) { Album = rest.Length == 0 ? AlbumPlace.First : AlbumPlace.Later };
            case "forward" when rest.Length > 0:
                return new TextInput(rest) { IsForwarded = true };
            case "edit" when rest.Length == 0:
                return new EditInput();
            case "contact" when rest.StartsWith("of somebody else ", StringComparison.Ordinal):
                return new ContactInput(rest["of somebody else ".Length..], IsOwn: false);
            case "contact" when rest.Length > 0:
                return new ContactInput(rest, IsOwn: true);
            case "start":
                return new StartInput(rest);
            case "press" when rest.Length > 0:
                return new PressInput(rest);
            case "blank" when rest.Length == 0:
                return new TextInput(" ");
            case "long" when int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length is > 0 and <= Longest:
                return new TextInput(new string('x', length));
            case var kind when Unsupported.Contains(kind) && rest.Length == 0:
                return new UnsupportedInput(kind);
            default:
                message = $"\"({inner})\" tidak dikenal.{Spelling.MaksudAnda(word, Words)} Yang ada: (photo), (document), (sticker), (voice), (album), (forward kata), (edit), (contact +62811…), (start tautan), (long 5000), (blank). Untuk kata dalam kurung tulis > \\({inner}).";
                english = $"\"({inner})\" is unknown.{Spelling.DidYouMean(word, Words)} There are: (photo), (document), (sticker), (voice), (album), (forward words), (edit), (contact +62811…), (start payload), (long 5000), (blank). For words in brackets write > \\({inner}).";
                return null;
        }
    }

    /// <summary>The line for what a person did that is neither words nor a button.</summary>
    internal static string Write(Input input) => input switch
    {
        FileInput { Album: AlbumPlace.First } => "(album)",
        FileInput { Album: AlbumPlace.Later } => "(album later)",
        TextInput { IsForwarded: true } text => $"(forward {OneLine(text.Text)})",
        EditInput => "(edit)",
        FileInput { Kind: FileKind.Photo, Caption: { Length: > 0 } caption } => $"(photo {OneLine(caption)})",
        FileInput { Kind: FileKind.Photo } => "(photo)",
        FileInput document => WriteDocument(document),
        ContactInput { IsOwn: true } contact => $"(contact {OneLine(contact.Phone)})",
        ContactInput contact => $"(contact of somebody else {OneLine(contact.Phone)})",
        StartInput { Payload.Length: 0 } => "/start",
        StartInput start => $"/start {OneLine(start.Payload)}",
        PressInput press => $"(press {OneLine(press.Data)})",
        PlaceInput => "(location)",
        UnsupportedInput other => $"({other.Kind})",
        TextInput { Text: var text } when string.IsNullOrWhiteSpace(text) => "(blank)",
        TextInput { Text: var text } when text.Length > 10 && text.All(c => c == 'x') => $"(long {text.Length})",
        _ => throw new ArgumentException("Words are written as they are.", nameof(input)),
    };

    /// <summary>
    /// <c>rtl.docx</c>, and behind a semicolon what is wrong with it: <c>rtl.docx; 25 MB</c>, <c>rtl.docx; is text</c>,
    /// <c>rtl.docx; gone</c>.
    /// </summary>
    private static FileInput? ReadDocument(string rest)
    {
        var parts = rest.Split(';', 2, StringSplitOptions.TrimEntries);
        var document = new FileInput(FileKind.Document, "berkas-1", parts[0].Length == 0 ? "berkas.pdf" : parts[0], 50_000, null);
        return parts.ElementAtOrDefault(1)?.Split(' ') switch
        {
            null => document,
            ["gone"] => document with { IsGone = true },
            [var size, "MB"] when int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes < 10_000 =>
                document with { Bytes = (long)megabytes << 20 },
            ["is", var word] when Formats.TryGetValue(word, out var format) => document with { Format = format },
            _ => null,
        };
    }

    private static string WriteDocument(FileInput document)
    {
        var name = document.Name is { Length: > 0 } given ? $" {OneLine(given).Replace(';', ',')}" : "";
        var wrong = document.IsGone ? "; gone"
            : document.Bytes is > FileAnswer.MostBytes and var bytes ? string.Create(CultureInfo.InvariantCulture, $"; {(bytes >> 20) + 1} MB")
            : document.Format is { } format && !FileFormats.Fits(format, document.Name) ? $"; is {Formats.First(pair => pair.Value == format).Key}"
            : "";
        return $"(document{name}{wrong})";
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
