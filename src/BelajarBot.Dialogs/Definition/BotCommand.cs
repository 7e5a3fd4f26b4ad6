using System.Collections.Frozen;
using System.Collections.Immutable;
using BelajarBot.Dialogs.Checks;

namespace BelajarBot.Dialogs.Definition;

/// <summary>
/// A command that no dialog answers but a capability of the bot: <c>/profil</c>, <c>/statistik</c>. Its file in
/// <c>commands/</c> holds the words that ask for it and everything that is said in answer.
/// </summary>
/// <param name="Name">The command without its slash; the same as the file's name.</param>
/// <param name="Description">What it does, for the menu of commands.</param>
/// <param name="Words">Words that ask for it when somebody writes exactly them.</param>
/// <param name="IsHidden">Whether the menu leaves it out.</param>
/// <param name="Texts">What the capability says, by key.</param>
/// <param name="File">The file, as its author knows it.</param>
/// <param name="Place">Where its name stands.</param>
public sealed record BotCommand(
    string Name, Text Description, WordList Words, bool IsHidden, FrozenDictionary<string, Text> Texts, string File, Place Place)
{
    /// <summary>Words with which a message begins that asks for it; the whole message is its argument.</summary>
    public WordList? Begins { get; init; }

    /// <summary>Ways to ask for it that are also found in other words, like the help of dialogs.</summary>
    public WordList? Ask { get; init; }

    /// <summary>The same for officers only: from others these words mean something else.</summary>
    public WordList? OfficersAsk { get; init; }
}

/// <summary>What a capability needs to be able to answer a command: the texts, each with the variables that it may use.</summary>
/// <param name="Command">The command without its slash.</param>
/// <param name="Texts">The variables by key of the text.</param>
public sealed record CommandContract(string Command, FrozenDictionary<string, ImmutableArray<string>> Texts)
{
    /// <summary>A contract, written shortly: <c>new("profil", ("intro", ["name"]), ("button", []))</c>.</summary>
    /// <param name="command">The command without its slash.</param>
    /// <param name="texts">The texts with their variables.</param>
    public CommandContract(string command, params ReadOnlySpan<(string Key, ImmutableArray<string> Variables)> texts)
        : this(command, texts.ToArray().ToFrozenDictionary(text => text.Key, text => text.Variables))
    {
    }
}
