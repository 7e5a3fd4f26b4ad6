using BelajarBot.Dialogs.Understanding;

namespace BelajarBot.Dialogs.Engine;

/// <content>The language that a person wants to be spoken with.</content>
internal sealed partial class Visit
{
    private void Speak(string language)
    {
        effects.Add(new ChooseLanguage(language));
        context = context with { Contact = context.Contact with { Language = language } };
        if (ActiveConversation() is { } conversation)
        {
            Take(DialogEngine.Resume(conversation.Dialog, conversation.State, "language_chosen", context));
        }
        else
        {
            Say("language_chosen", Menu());
        }
    }

    /// <summary>Who asks in English and is answered otherwise finds the way to English below the answer.</summary>
    private void OfferEnglish(string words)
    {
        if (context.Contact.Language != English.Code && library.Texts.LanguageNames.TryGetValue(English.Code, out var name) && English.Is(words)
            && effects.FindLastIndex(effect => effect is Say) is >= 0 and var last && effects[last] is Say say)
        {
            effects[last] = say with { Buttons = [.. say.Buttons, [new Button(name, ButtonData.Language(English.Code))]] };
        }
    }
}
