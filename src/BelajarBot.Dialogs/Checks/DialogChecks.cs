using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Programs;

namespace BelajarBot.Dialogs.Checks;

/// <summary>
/// All checks of what was read. Each takes dialogs that may be half broken, reports what it is sure of and never
/// throws; <c>docs/checks.md</c> explains every code.
/// </summary>
internal static class DialogChecks
{
    /// <param name="dialogs">Those that could be read.</param>
    /// <param name="topics">The answers to what people ask outside them.</param>
    /// <param name="texts">The bot's own texts and words; null when they could not be read.</param>
    /// <param name="consents">What dialogs may ask people to agree to.</param>
    /// <param name="programmes">Those that could be read.</param>
    /// <param name="problems">Receives what is wrong.</param>
    internal static void Run(
        IReadOnlyList<Dialog> dialogs, IReadOnlyList<Topic> topics, BotTexts? texts, IReadOnlyDictionary<string, Consent> consents, Programmes programmes,
        ProblemList problems)
    {
        var flows = dialogs.Select(dialog => new FlowGraph(dialog)).ToList();
        foreach (var flow in flows)
        {
            RunOn(flow, texts, programmes, problems);
            PersonalData.Check(flow.Dialog, [.. consents.Keys], problems);
        }

        CalledDialogs.Check(dialogs, problems);
        MilestoneOrder.Check(flows, problems);
        StartWordsTaken.Check(dialogs, texts, problems);
        LongTexts.Check(dialogs, texts, programmes, problems);
        TextVariables.Check(topics, programmes, problems);
        OfficialValues.Check(topics, programmes, problems);
        foreach (var programme in programmes.All)
        {
            ProgrammeFiles.Check(programme, problems);
            ProgrammeReminders.Check(programme, programmes, dialogs, problems);
            var own = programme.Texts.ToList();
            InsecureLinks.Check(own, problems);
            Translations.Check(programme.File, programme.Title.Place, programme.Languages, own, [], problems);
        }

        if (texts is not null)
        {
            CommandChecks.CheckWords(texts, problems);
            ConsentTexts.CheckGlobal(consents.Values, texts, problems);
            var own = texts.Texts.ToList();
            InsecureLinks.Check(own, problems);
            Translations.Check(Yaml.DialogLoader.BotFile, new Place(Yaml.DialogLoader.BotFile, 1, 1), texts.Languages, own, texts.Words.Values, problems);
            LongSentences.Check(own, problems);
            EmptyTexts.Check(own, problems);
        }
    }

    private static void RunOn(FlowGraph flow, BotTexts? texts, Programmes programmes, ProblemList problems)
    {
        var dialog = flow.Dialog;
        DanglingTargets.Check(dialog, problems);
        UnreachableSteps.Check(flow, problems);
        FallsOffTheEnd.Check(flow, problems);
        SilentLoops.Check(flow, problems);
        NoWayOut.Check(flow, problems);
        LongSilences.Check(flow, problems);
        AskedAnswers.Check(dialog, problems);
        SubmittedAnswers.Check(dialog, problems);
        TextVariables.Check(dialog, programmes, problems);
        OfficialValues.Check(dialog, programmes, problems);
        UnsetVariables.Check(flow, problems);
        ConstantConditions.Check(dialog, problems);
        AnswerWords.Check(dialog, texts, problems);
        ButtonLimits.Check(dialog, problems);
        MissingLimits.Check(dialog, problems);
        AskedSecrets.Check(dialog, problems);
        ReminderTimes.Check(dialog, programmes, problems);
        CrowdedReminders.Check(dialog, problems);
        NoHumanInSight.Check(flow, problems);
        PersonalNotes.Check(dialog, problems);
        EmptyTexts.Check(dialog, problems);

        var own = dialog.Texts.ToList();
        InsecureLinks.Check(own, problems);
        Translations.Check(dialog.File, dialog.PlaceOf("languages"), dialog.Languages, own, dialog.WordLists, problems);
        LongSentences.Check(own, problems);
    }
}
