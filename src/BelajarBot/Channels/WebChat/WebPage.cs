using System.Collections.Frozen;
using System.Security.Cryptography;

namespace BelajarBot.Channels.WebChat;

/// <summary>The page's files, carried inside the program.</summary>
internal static class WebPage
{
    /// <summary>The file that is served at <c>/</c>; the others are below <c>/chat</c>.</summary>
    public const string Index = "index.html";

    /// <summary>Every file by its name.</summary>
    public static FrozenDictionary<string, Asset> Assets { get; } = Load();

    private static FrozenDictionary<string, Asset> Load()
    {
        const string Folder = "WebChat/";
        var assembly = typeof(WebPage).Assembly;

        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name =>
            {
                using var resource = assembly.GetManifestResourceStream(name)!;
                using var content = new MemoryStream();
                resource.CopyTo(content);
                return new Asset(name[Folder.Length..], content.ToArray());
            })
            .ToFrozenDictionary(asset => asset.Name);
    }

    /// <summary>One file, with a tag that changes exactly when its content does.</summary>
    internal sealed class Asset(string name, byte[] content)
    {
        private readonly string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"";

        public string Name => name;

        /// <summary>The file, or "you have it already". Browsers ask each time, so an update is seen at once.</summary>
        public IResult Serve(HttpContext context)
        {
            context.Response.Headers.CacheControl = "no-cache";
            context.Response.Headers.ETag = tag;

            return context.Request.Headers.IfNoneMatch.Contains(tag)
                ? Results.StatusCode(StatusCodes.Status304NotModified)
                : Results.Bytes(content, ContentType);
        }

        private string ContentType => Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            var other => throw new InvalidOperationException($"The page's file type '{other}' has no content type."),
        };
    }
}
