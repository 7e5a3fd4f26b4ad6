namespace BelajarBot.Dialogs.Engine;

/// <summary>
/// A capability has asked the person for words, a file or a contact: the next one of theirs that is no command, no common
/// word and no button goes to it, before any dialog. What is awaited is kept as one short text.
/// </summary>
public static class Awaiting
{
    /// <summary>Stands before what is awaited where words that surely are about something else pass it by.</summary>
    private const char Passing = '?';

    /// <summary>The next words are for this command.</summary>
    /// <param name="command">The command without its slash.</param>
    /// <param name="arguments">What the capability wants to be told with them; ASCII, as short as what a button carries.</param>
    /// <param name="letsPass">Whether words that surely are about something else are answered as that.</param>
    /// <exception cref="ArgumentException">The two together are longer than a button's data.</exception>
    public static string For(string command, string arguments, bool letsPass = false) =>
        ButtonData.Command(command, arguments) is { Length: <= ButtonData.MostBytes } data
            ? letsPass ? Passing + data : data
            : throw new ArgumentException($"\"{arguments}\" is too long to be awaited.", nameof(arguments));

    /// <summary>Reads what is kept.</summary>
    internal static bool TryRead(string? awaiting, out string command, out string arguments, out bool letsPass)
    {
        letsPass = awaiting is [Passing, ..];
        return ButtonData.TryReadCommand(letsPass ? awaiting![1..] : awaiting ?? "", out command, out arguments);
    }
}
