using System.ComponentModel.DataAnnotations;

namespace BelajarBot.Channels.WebChat;

/// <summary>The web chat, section <c>Web</c>.</summary>
internal sealed class WebOptions
{
    /// <summary>Where the page is served. Default: http://127.0.0.1:5080, which only this machine can reach.</summary>
    [Required, Url]
    public string Url { get; set; } = "http://127.0.0.1:5080";

    /// <summary>
    /// Names that the page may be reached under besides this machine's own (localhost, 127.0.0.1, ::1), for example
    /// <c>chat.sekolah.example</c> when a proxy stands in front. Default: none, so that a foreign page cannot point
    /// its own name at this machine and read along.
    /// </summary>
    public IList<string> Hosts { get; init; } = [];
}
