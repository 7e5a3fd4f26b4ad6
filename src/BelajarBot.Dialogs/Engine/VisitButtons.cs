namespace BelajarBot.Dialogs.Engine;

/// <summary>What a pressed button means: of this question, of an old one, or forged.</summary>
internal sealed partial class Visit
{
    private void Press(PressInput press)
    {
        var data = press.Data;
        var awaited = awaiting;
        awaiting = null;
        if (ButtonData.TryReadChoice(data, out var number, out var question, out var choiceId))
        {
            if (!PressChoice(press, number, question, choiceId))
            {
                // It changes nothing, so what the bot asked for is still wanted.
                awaiting = awaited;
            }
        }
        else if (ButtonData.TryReadDialog(data, out var id, out var fromTheStart) && library.Find(id) is { } dialog)
        {
            if (fromTheStart)
            {
                Begin(dialog);
            }
            else
            {
                Open(dialog);
            }
        }
        else if (ButtonData.TryReadLanguage(data, out var language) && library.Texts.Languages.Contains(language))
        {
            Speak(language);
        }
        else if (ButtonData.TryReadLater(data, out var postponed, out var days, out var rule))
        {
            PutOff(postponed, days, rule);
        }
        else if (ButtonData.TryReadNoReminders(data, out var unwanted))
        {
            StopReminding(unwanted);
        }
        else if (ButtonData.TryReadOfProgramme(data, out var program, out var daysOf, out var ruleOf))
        {
            effects.Add(new AnswerEnrolment(program, ruleOf, daysOf));
        }
        else if (ButtonData.TryReadCommand(data, out var command, out var arguments) && library.Texts.FindCommand(command) is { } asked)
        {
            effects.Add(new AskCapability(asked.Name, arguments, IsPress: true));
        }
        else if (ButtonData.TryReadTopic(data, out var topicId) && library.FindTopic(topicId) is { } topic)
        {
            if (topic.Say is null)
            {
                Tell(topic);
            }
            else
            {
                TellOffered(() => Tell(topic));
            }
        }
        else if (ButtonData.TryReadHelp(data, out var helping, out var entry) && library.Find(helping) is { } explained && entry < explained.Help.Length)
        {
            TellOffered(() => Say(explained.Help[entry].Say, [], explained));
        }
        else if (data == ButtonData.Menu)
        {
            Global(GlobalWord.Menu);
        }
        else if (data == ButtonData.More)
        {
            SayMore();
        }
        else
        {
            OldButton();
        }
    }

    /// <summary>Takes the choice; false when its question is not open any more.</summary>
    private bool PressChoice(PressInput press, long number, int question, string choiceId)
    {
        var state = visitor.Conversations.FirstOrDefault(c => c.Number == number);
        if (state is not null && state.LastAnswered == question && state.LastChoice == choiceId)
        {
            // The same button twice, by an impatient thumb or a bad network: it has had its effect.
            return false;
        }

        if (state is { IsUnfinished: true } && state.Question == question && state.LastAnswered != question && DialogOf(state) is { } dialog)
        {
            // An open question of a dialog that was set aside is as good as that of the one in hand.
            active = state.Dialog;
            Take(DialogEngine.Advance(dialog, state with { Status = ConversationStatus.Open }, press, context));
            return true;
        }

        OldButton();
        return false;
    }

    private void PutOff(long number, int days, string ruleId)
    {
        if (visitor.Conversations.FirstOrDefault(c => c.Number == number) is { HasNoReminders: false } state && DueTimes.HasReminders(state)
            && DialogOf(state) is { } dialog && dialog.Reminders.FirstOrDefault(rule => rule.Id == ruleId) is { } rule)
        {
            Note(DialogEngine.PutOff(dialog, state, rule, days, context));
        }
        else
        {
            Say("reminder_over", Menu());
        }
    }

    private void StopReminding(long number)
    {
        if (visitor.Conversations.FirstOrDefault(c => c.Number == number) is { IsUnfinished: true } state && DialogOf(state) is { } dialog)
        {
            Note(DialogEngine.StopReminding(dialog, state, context));
        }
        else
        {
            Say("reminder_over", Menu());
        }
    }

    private void OldButton()
    {
        if (ActiveConversation() is { } conversation)
        {
            Take(DialogEngine.Resume(conversation.Dialog, conversation.State, "old_button", context));
        }
        else
        {
            Say("old_button_no_question", Menu());
        }
    }
}
