using System.Text.Json.Serialization;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Engine;

/// <summary>What a person did, freed of the channel they did it on.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TextInput), "text")]
[JsonDerivedType(typeof(PressInput), "press")]
[JsonDerivedType(typeof(ContactInput), "contact")]
[JsonDerivedType(typeof(FileInput), "file")]
[JsonDerivedType(typeof(PlaceInput), "place")]
[JsonDerivedType(typeof(UnsupportedInput), "unsupported")]
[JsonDerivedType(typeof(StartInput), "start")]
[JsonDerivedType(typeof(EditInput), "edit")]
public abstract record Input
{
    private protected Input()
    {
    }
}

/// <summary>The person wrote words, a command (<c>/menu</c>) among them.</summary>
/// <param name="Text">As written; may be empty or very long.</param>
public sealed record TextInput(string Text) : Input
{
    /// <summary>Whether somebody else wrote it and the person only passed it on: then it can be an answer, but never a command or a consent.</summary>
    public bool IsForwarded { get; init; }
}

/// <summary>The person pressed a button, perhaps an old one, perhaps forged.</summary>
/// <param name="Data">What came back: a <see cref="Button.Data"/> if all is well.</param>
public sealed record PressInput(string Data) : Input;

/// <summary>The person shared a phone number through the channel's contact button.</summary>
/// <param name="Phone">As the channel gave it.</param>
/// <param name="IsOwn">Whether the channel vouches that the number is the sender's own.</param>
public sealed record ContactInput(string Phone, bool IsOwn) : Input;

/// <summary>What kind of file arrived.</summary>
public enum FileKind
{
    /// <summary>A picture.</summary>
    Photo,

    /// <summary>Any other file.</summary>
    Document,
}

/// <summary>Where a file stands among those that were sent together.</summary>
public enum AlbumPlace
{
    /// <summary>It was sent alone.</summary>
    Alone,

    /// <summary>It is the first of several to arrive.</summary>
    First,

    /// <summary>Another one of its album has arrived before.</summary>
    Later,
}

/// <summary>The person sent a picture or a document.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Reference">How the channel finds the file again.</param>
/// <param name="Name">The name that the sender's device gave it, not to be trusted; null when there is none.</param>
/// <param name="Bytes">The size, or null when the channel did not say.</param>
/// <param name="Caption">Words sent with it, or null.</param>
public sealed record FileInput(FileKind Kind, string Reference, string? Name, long? Bytes, string? Caption) : Input
{
    /// <summary>Where it stands in its album, if it has one.</summary>
    public AlbumPlace Album { get; init; }

    /// <summary>What its first bytes say that it is; null where nobody has looked inside.</summary>
    public FileFormat? Format { get; init; }

    /// <summary>Whether the channel has it no more, so that nobody will ever see it.</summary>
    public bool IsGone { get; init; }
}

/// <summary>The person sent a place on the map. No question of a dialog takes it; a capability may.</summary>
/// <param name="Latitude">Degrees north of the equator.</param>
/// <param name="Longitude">Degrees east of Greenwich.</param>
/// <param name="Name">What the place is called, with its address, where the channel says so; or null.</param>
public sealed record PlaceInput(double Latitude, double Longitude, string? Name) : Input;

/// <summary>The person sent something that no question can take: a voice note, a sticker, a video.</summary>
/// <param name="Kind">The channel's word for it, for the log and the answer: <c>voice</c>, <c>sticker</c>, …</param>
public sealed record UnsupportedInput(string Kind) : Input;

/// <summary>The person changed words that they had sent, and that had their turn as they were.</summary>
public sealed record EditInput : Input;

/// <summary>The person opened the chat anew, perhaps through a link.</summary>
/// <param name="Payload">What the link carried, or empty.</param>
public sealed record StartInput(string Payload) : Input;
