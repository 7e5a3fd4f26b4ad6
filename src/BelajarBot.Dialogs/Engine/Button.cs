namespace BelajarBot.Dialogs.Engine;

/// <summary>What pressing a button does.</summary>
public enum ButtonKind
{
    /// <summary>Sends <see cref="Button.Data"/> back to the bot.</summary>
    Press,

    /// <summary>Opens the address in <see cref="Button.Data"/>.</summary>
    Link,

    /// <summary>Offers the person's own phone number, where the channel can.</summary>
    ShareContact,
}

/// <summary>A button under a message. People see the label; the bot sees only the data.</summary>
/// <param name="Label">The words on it.</param>
/// <param name="Data">At most 64 bytes of ASCII for a press; an https address for a link; empty for a contact.</param>
/// <param name="Kind">What pressing it does.</param>
public sealed record Button(string Label, string Data, ButtonKind Kind = ButtonKind.Press);
