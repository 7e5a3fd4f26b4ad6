using BelajarBot.Dialogs.Checks;

namespace BelajarBot.Dialogs.Definition;

/// <summary>What the bot has to say on a topic that people ask about: <c>topics/answers.yaml</c>.</summary>
/// <param name="Id">The topic's name, as in the examples.</param>
/// <param name="Title">What its button says.</param>
/// <param name="Say">The answer, or null when the dialog is the answer.</param>
/// <param name="Dialog">The dialog that helps further, or null.</param>
/// <param name="Place">Where it stands.</param>
public sealed record Topic(string Id, Text Title, Text? Say, string? Dialog, Place Place)
{
    /// <summary>The command of the bot that answers instead, with what was asked as its argument; or null.</summary>
    public string? Command { get; init; }

    /// <summary>The command of the bot that answers officers in place of what others are told, with what was asked as its argument; or null.</summary>
    public string? OfficersCommand { get; init; }

    /// <summary>
    /// Whether it is about the talk itself (thanks, annoyance, going on): that is answered where it is sure, but its button would say nothing,
    /// and where the person talks with an officer it is for them.
    /// </summary>
    public bool IsAside { get; init; }
}
