using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Engine;

/// <content>Those who want to be left alone: for good, by the reminders, or until tomorrow.</content>
internal sealed partial class Visit
{
    /// <summary>The command of the capability that keeps the reminders that people asked for, where there is one.</summary>
    private const string RemindersCommand = "pengingat";

    private static readonly (string Key, int Days)[] Postponements = [("tomorrow_button", 1), ("in_three_days_button", 3)];

    /// <summary>Whether the words were a wish for silence, which no question and no capability takes for an answer.</summary>
    private bool LeaveAlone(string text)
    {
        var words = library.Texts.Data.Normalizer.Words(text);
        if (Silence.IsAskedFor(text, words))
        {
            Global(GlobalWord.Stop);
            return true;
        }

        if (Silence.IsAskedForReminders(text, words) || IsLabel("no_reminders_button", words))
        {
            awaiting = null;
            StopRemindingOf(Reminded() ?? ActiveConversation() ?? Unfinished());
            return true;
        }

        // The buttons of a reminder, as words. Whatever was asked since has the first claim on them.
        if (awaiting is null && Reminded() is var (_, state) && (active is null || active == state.Dialog) && !IsPlainly(text)
            && Array.Find(Postponements, postponement => IsLabel(postponement.Key, words)) is { Days: > 0 and var days })
        {
            PutOff(state.Number, days, LastRuleOf(state));
            return true;
        }

        return false;
    }

    /// <summary>The dialog that its person was reminded of and has not touched since; the one in hand before others.</summary>
    private (Dialog Dialog, Conversation State)? Reminded()
    {
        var reminded = visitor.Conversations
            .Where(state => DueTimes.HasReminders(state) && !state.HasNoReminders && !state.Reminded.IsEmpty)
            .OrderByDescending(state => state.Dialog == active).ThenByDescending(state => state.TouchedAt);
        return reminded.FirstOrDefault() is { } state && DialogOf(state) is { } dialog ? (dialog, state) : null;
    }

    /// <summary>A mark is the rule, and may have a date behind it.</summary>
    private static string LastRuleOf(Conversation state) => state.Reminded[^1].Split('@')[0];

    /// <summary>With nothing to remind of, the reminders that they asked for themselves are what they may mean.</summary>
    private void StopRemindingOf((Dialog Dialog, Conversation State)? conversation)
    {
        if (conversation is ({ Reminders.IsEmpty: false }, { IsUnfinished: true } state))
        {
            StopReminding(state.Number);
        }
        else if (library.Texts.FindCommand(RemindersCommand) is { } asked)
        {
            effects.Add(new AskCapability(asked.Name, "", IsPress: false));
        }
        else
        {
            Say("reminder_over", Menu());
        }
    }

    private bool IsLabel(string key, IReadOnlyList<string> words) => Silence.Core(words) is { Length: > 0 } core
        && library.Texts[key].ByLanguage.Values.Any(label => Silence.Core(library.Texts.Data.Normalizer.Words(label.Source)) == core);
}
