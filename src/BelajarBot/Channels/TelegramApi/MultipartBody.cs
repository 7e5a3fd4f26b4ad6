using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace BelajarBot.Channels.TelegramApi;

/// <summary>
/// A form with one file, written by hand. The part headers of the base library are not what Telegram reads: it would show a
/// name that is not plain ASCII as MIME gibberish, and refuse one with a quotation mark (T123). The file is read from its
/// beginning each time, so that the body can be sent again (T126).
/// </summary>
internal sealed class MultipartBody : HttpContent
{
    private readonly byte[] head;
    private readonly byte[] tail;
    private readonly Stream file;

    /// <param name="fields">The other parameters, each as Telegram takes it in a form: words as they are, the rest as JSON (T125).</param>
    /// <param name="part">The parameter that the file is.</param>
    /// <param name="fileName">What the file is called, as a person may have typed it.</param>
    /// <param name="mimeType">What it is.</param>
    /// <param name="file">Its content; seekable; it stays open, because the body may be needed once more.</param>
    public MultipartBody(IEnumerable<(string Name, string Value)> fields, string part, string fileName, string mimeType, Stream file)
    {
        this.file = file;
        var boundary = $"belajarbot-{Guid.NewGuid():N}";
        var form = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            form.Append($"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }

        form.Append($"--{boundary}\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"{Quoted(fileName)}\"\r\n");
        form.Append($"Content-Type: {Line(mimeType)}\r\n\r\n");
        head = Encoding.UTF8.GetBytes(form.ToString());
        tail = Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n");
        Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={boundary}");
    }

    /// <summary>The name inside quotation marks, by the rules that Telegram's server reads it with.</summary>
    internal static string Quoted(string fileName) => Line(fileName)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("%", "%25", StringComparison.Ordinal);

    protected override bool TryComputeLength(out long length)
    {
        length = head.Length + file.Length + tail.Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(head, cancellationToken);
        file.Position = 0;
        await file.CopyToAsync(stream, cancellationToken);
        await stream.WriteAsync(tail, cancellationToken);
    }

    private static string Line(string text) => string.Concat(text.Where(c => !char.IsControl(c)));
}
