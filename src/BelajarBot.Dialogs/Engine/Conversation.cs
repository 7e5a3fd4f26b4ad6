using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Engine;

/// <summary>Whether a conversation goes on.</summary>
public enum ConversationStatus
{
    /// <summary>A question is open, or the dialog is at work.</summary>
    Open,

    /// <summary>The person set it aside; it can be resumed where it stood.</summary>
    Paused,

    /// <summary>It came to one of its ends.</summary>
    Ended,

    /// <summary>Another dialog runs on its behalf; when that ends, this one goes on.</summary>
    Calling,

    /// <summary>A human is at it; the dialog is silent until they are done.</summary>
    HandedOver,
}

/// <summary>A person's place in a dialog, on one revision of it. A value: each turn makes the next one.</summary>
/// <param name="Dialog">The dialog.</param>
/// <param name="Revision">The revision that it began with or was moved to.</param>
/// <param name="Number">The how-manieth conversation of this person it is; part of every button, so that a button of another conversation is known for what it is.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="TouchedAt">When the person last did something in it.</param>
public sealed record Conversation(string Dialog, string Revision, long Number, DateTimeOffset StartedAt, DateTimeOffset TouchedAt)
{
    /// <summary>The step of somebody who is asked for the dialog's consent; no author's step can have this id.</summary>
    public const string AtConsent = "=consent";

    /// <summary>Whether it goes on.</summary>
    public ConversationStatus Status { get; init; }

    /// <summary>The step that it stands on; null before the first and after the last.</summary>
    public string? Step { get; init; }

    /// <summary>How many turns it has had. A timer that was set in an earlier turn is stale.</summary>
    public int Turn { get; init; }

    /// <summary>The number of the question that is open; each new question gets the next.</summary>
    public int Question { get; init; }

    /// <summary>How many answers to it could not be used.</summary>
    public int FailedTries { get; init; }

    /// <summary>What the person was asked to choose from when their answer could mean several things, as stored values.</summary>
    public ImmutableArray<string> Offered { get; init; } = [];

    /// <summary>The number of the question that was answered last, or 0.</summary>
    public int LastAnswered { get; init; }

    /// <summary>The choice that answered it, so that a second press of it stays quiet; null if it was not a choice.</summary>
    public string? LastChoice { get; init; }

    /// <summary>What was answered, by name, as stored values.</summary>
    public ValueSet Answers { get; init; } = ValueSet.Empty;

    /// <summary>The questions that were passed, oldest first: where <c>kembali</c> goes.</summary>
    public ImmutableArray<string> Trail { get; init; } = [];

    /// <summary>The dialog that called this one and goes on when it ends, or null.</summary>
    public string? Caller { get; init; }

    /// <summary>The cycle of the dialog's programme that the person was enrolled in through it, or null.</summary>
    public string? Cycle { get; init; }

    /// <summary>Until when it lets time pass; null when it does not.</summary>
    public DateTimeOffset? WaitingUntil { get; init; }

    /// <summary>When the clock should look at it again: the end of the wait, the next reminder, or when the human who took over is done; null for never.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The reminders of this silence that are done with.</summary>
    public ImmutableArray<string> Reminded { get; init; } = [];

    /// <summary>The reminder that was put off, or null; nobody is reminded of this dialog before it.</summary>
    public PutOffReminder? PutOff { get; init; }

    /// <summary>Whether the person wants no reminders of this dialog.</summary>
    public bool HasNoReminders { get; init; }

    /// <summary>The step that sums everything up, once the person has come to it; from then on each answer leads back to it.</summary>
    public string? Summary { get; init; }

    /// <summary>The questions that a reviewer wants to have answered anew, with why.</summary>
    public ImmutableArray<Reopened> Reopened { get; init; } = [];

    /// <summary>The number of what was sent in and came back to be mended, or null.</summary>
    public long? Submission { get; init; }

    /// <summary>How it ended, or null.</summary>
    public string? Outcome { get; init; }

    /// <summary>Whether it can go on.</summary>
    public bool IsUnfinished => Status != ConversationStatus.Ended;
}

/// <summary>A reminder that comes at another moment than its rule says: its person asked for that, or it was not the time.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Until">When it comes.</param>
/// <param name="IsWish">Whether its person asked for that: a wish outlasts their next words, a time that was not the right one does not.</param>
public sealed record PutOffReminder(string Rule, DateTimeOffset Until, bool IsWish);

/// <summary>A question that is to be answered anew.</summary>
/// <param name="Step">Its step; empty for what concerns no question in particular.</param>
/// <param name="Reason">Why, in the reviewer's words.</param>
public sealed record Reopened(string Step, string Reason);

/// <summary>What a turn decided: the next state, and what the world has to do.</summary>
/// <param name="Next">The conversation after the turn.</param>
/// <param name="Effects">What to do, in order.</param>
public sealed record Turn(Conversation Next, IReadOnlyList<Effect> Effects)
{
    /// <summary>Where the conversation ended: the dialogs that come next, by id.</summary>
    public ImmutableArray<string> Offers { get; init; } = [];

    /// <summary>Whether the person is free of the open question until they come back to it by themselves.</summary>
    public bool IsSetAside { get; init; }

    /// <summary>Whether what was said is no answer to the open question: perhaps it is a question of the person's own.</summary>
    public bool IsUnusable { get; init; }
}
