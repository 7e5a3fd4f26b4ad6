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
public sealed record Button(string Label, string Data, ButtonKind Kind = ButtonKind.Press)
{
    /// <summary>A button that comes back to the capability that answers a command.</summary>
    /// <param name="label">The words on it.</param>
    /// <param name="command">The command without its slash.</param>
    /// <param name="arguments">What it carries; it comes back as <see cref="AskCapability.Arguments"/>, perhaps forged.</param>
    /// <exception cref="ArgumentException">It is no ASCII, or longer than a button can carry.</exception>
    public static Button Asking(string label, string command, string arguments)
    {
        var data = ButtonData.Command(command, arguments);
        return data.Length <= ButtonData.MostBytes && data.All(char.IsAscii)
            ? new Button(label, data)
            : throw new ArgumentException($"A button carries at most {ButtonData.MostBytes} bytes of ASCII, not \"{data}\".", nameof(arguments));
    }

    /// <summary>A button that begins a dialog, or goes on with it.</summary>
    /// <param name="label">The words on it.</param>
    /// <param name="dialogId">The dialog.</param>
    public static Button Opening(string label, string dialogId) => new(label, ButtonData.Open(dialogId));

    /// <summary>A button that ends the reminders of a programme, for this cycle.</summary>
    /// <param name="label">The words on it.</param>
    /// <param name="program">The programme.</param>
    public static Button NoRemindersOf(string label, string program) => new(label, ButtonData.NoRemindersOf(program));

    /// <summary>A button that shows the menu.</summary>
    /// <param name="label">The words on it.</param>
    public static Button ToMenu(string label) => new(label, ButtonData.Menu);
}
