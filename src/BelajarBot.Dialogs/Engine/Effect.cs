using System.Collections.Immutable;

namespace BelajarBot.Dialogs.Engine;

/// <summary>Something that a turn asks the world to do. The engine says; the host does, within the turn's transaction.</summary>
public abstract record Effect
{
    private protected Effect()
    {
    }
}

/// <summary>Send the person a message.</summary>
/// <param name="Text">The words.</param>
/// <param name="Buttons">Rows of buttons, from top to bottom.</param>
public sealed record Say(RichText Text, ImmutableArray<ImmutableArray<Button>> Buttons) : Effect
{
    /// <summary>A message without buttons.</summary>
    /// <param name="text">The words.</param>
    public static Say Only(RichText text) => new(text, []);
}

/// <summary>The person reached a mark; it counts once per programme cycle, however often this is said.</summary>
/// <param name="Scope">The programme that it belongs to, or the dialog where there is none.</param>
/// <param name="Name">The milestone.</param>
public sealed record ReachMilestone(string Scope, string Name) : Effect;

/// <summary>Something about the person is now known, or is known better.</summary>
/// <param name="Field">The field, without <c>contact.</c>.</param>
/// <param name="Value">Its new value, or null when it is taken back.</param>
public sealed record SaveField(string Field, string? Value) : Effect;

/// <summary>The person chose a language.</summary>
/// <param name="Language">For example <c>en</c>.</param>
public sealed record ChooseLanguage(string Language) : Effect;

/// <summary>The person wants no more messages than answers to their own, or wants them again.</summary>
/// <param name="IsStopped">True for stop.</param>
public sealed record SetSending(bool IsStopped) : Effect;
