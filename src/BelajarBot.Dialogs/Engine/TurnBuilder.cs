using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Reminders;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Engine;

/// <summary>
/// A turn while it is being worked out: what the steps read and change. It lives for one call of the engine; what
/// comes out of it is a <see cref="Turn"/>, a value.
/// </summary>
internal sealed partial class TurnBuilder(Dialog dialog, Conversation before, TurnContext context, bool isByClock = false) : ITemplateValues
{
    /// <summary>More questions than this are not walked back.</summary>
    private const int LongestTrail = 60;

    /// <summary>How much of what a person wrote is quoted back to them.</summary>
    private const int LongestQuote = 80;

    private readonly List<Effect> effects = new(4);
    private ImmutableArray<string> offers = [];
    private ValueSet fields = context.Contact.Fields;
    private ValueSet consents = context.Contact.Consents;
    private string? written;
    private IReadOnlyList<string>? unused;
    private bool isSetAside;
    private bool isUnusable;

    /// <summary>Whoever does something in a dialog of a programme takes part in the cycle that is open.</summary>
    private readonly string? enrolling =
        !isByClock && !dialog.IsOfProgramme && context.Programmes.Find(dialog.Program) is { State: CycleState.Open } programme && programme.CycleId != before.Cycle ? programme.CycleId : null;

    internal Dialog Dialog => dialog;

    internal TurnContext Context => context;

    internal string Language => context.Contact.Language;

    /// <summary>The state as it will be after the turn.</summary>
    internal Conversation Conversation { get; private set; } = isByClock
        ? before with { Turn = before.Turn + 1 }
        : before with { Turn = before.Turn + 1, TouchedAt = context.Now, Reminded = [], PutOff = before.PutOff is { IsWish: true } wish ? wish : null };

    /// <summary>When the person did something here before this turn.</summary>
    internal DateTimeOffset LastTouched => before.TouchedAt;

    internal ValueSet Fields => fields;

    internal ValueContext ValueContext => new(context.Now, context.Contact.Zone, Language);

    internal Turn ToTurn()
    {
        if (enrolling is { } cycle)
        {
            effects.Insert(0, new Enrol(dialog.Program!, cycle));
        }

        // "Tomorrow" holds until the person goes on by themselves; an old button or a question of their own does not undo it.
        if (!isByClock && (Conversation.LastAnswered != before.LastAnswered || Conversation.Step != before.Step))
        {
            Conversation = Conversation with { PutOff = null };
        }

        return new(Conversation with { Cycle = enrolling ?? Conversation.Cycle, DueAt = DueTimes.Next(dialog, Conversation, context) }, effects) { Offers = offers, IsSetAside = isSetAside, IsUnusable = isUnusable };
    }

    /// <summary>One of the bot's own texts for an officer: in the language that the bot was written in.</summary>
    internal string RenderForStaff(string key) => context.Texts[key].Source.Render(this).Text;

    internal string? Render(Text? text) => text?.In(Language).Render(this).Text;

    /// <summary>Lets time pass at this step until the moment given, or until the quiet hours are over.</summary>
    internal void WaitUntil(Step step, DateTimeOffset moment) => Conversation = Conversation with
    {
        Step = step.Id,
        Question = Conversation.Question + 1,
        WaitingUntil = context.Policy.After(moment, context.Contact.Zone),
    };

    internal void StopWaiting() => Conversation = Conversation with { WaitingUntil = null, LastAnswered = Conversation.Question };

    /// <summary>Whoever is written to without having asked can put it off and stop it with one press, whatever its author thought of.</summary>
    internal void Remind(ReminderRule rule, DueReminder due)
    {
        var words = rule.Say.In(Language);
        if (!IsKnown(words))
        {
            effects.Add(new MissReminder(due, ReminderReason.NotOfficial));
            return;
        }

        ImmutableArray<ImmutableArray<Button>> rows =
        [
            [BotButton("tomorrow_button", Later(1)), BotButton("in_three_days_button", Later(3))],
            [BotButton("no_reminders_button", dialog.IsOfProgramme ? ButtonData.NoRemindersOf(dialog.Program!) : ButtonData.NoReminders(Conversation))],
        ];
        effects.Add(new Remind(
            due,
            words.Render(this),
            rule.Buttons.Contains(ReminderButton.Resume) ? rows.Insert(0, [BotButton("resume_button", ButtonData.Open(rule.Opens ?? dialog.Id))]) : rows,
            due.Planned + rule.Validity));

        string Later(int days) => dialog.IsOfProgramme ? ButtonData.LaterOf(dialog.Program!, days, rule.Id) : ButtonData.Later(Conversation, days, rule.Id);
    }

    /// <summary>This reminder is done with in this silence.</summary>
    internal void MarkReminded(ReminderRule rule) => Conversation = Conversation with
    {
        Reminded = Conversation.Reminded.Add(DueTimes.MarkOf(rule, dialog, context)),
        PutOff = Conversation.PutOff?.Rule == rule.Id ? null : Conversation.PutOff,
    };

    /// <summary>The person wants this reminder later.</summary>
    internal void PutOff(ReminderRule rule, DateTimeOffset until) => Conversation = Conversation with { PutOff = new PutOffReminder(rule.Id, until, IsWish: true) };

    /// <summary>It is not the time for this reminder; whose wish it was, it stays one.</summary>
    internal void Delay(ReminderRule rule, DateTimeOffset until) => Conversation = Conversation with
    {
        PutOff = new PutOffReminder(rule.Id, until, IsWish: before.PutOff is { IsWish: true } wish && wish.Rule == rule.Id),
    };

    internal void Add(Effect effect) => effects.Add(effect);

    internal void Say(Text text) => Say(text, []);

    internal void Say(Text text, ImmutableArray<ImmutableArray<Button>> buttons) =>
        effects.Add(new Say(Words(text.In(Language)), buttons));

    /// <summary>The words of a text; where it rests on something of which nothing official is known, just that.</summary>
    private RichText Words(Template template) => IsKnown(template) ? template.Render(this) : OfficialWords.Unknown(context, dialog.Program, template);

    private bool IsKnown(Template template) => OfficialWords.AreKnown(context, dialog.Program, template);

    /// <summary>Says one of the bot's own texts.</summary>
    internal void SayBot(string key, ImmutableArray<ImmutableArray<Button>> buttons = default) =>
        Say(context.Texts[key], buttons.IsDefault ? [] : buttons);

    internal Button BotButton(string key, string data) => new(context.Texts[key].In(Language).Render(this).Text, data);

    /// <summary>Opens a new question at this step.</summary>
    internal void OpenQuestion(Step step) =>
        Conversation = Conversation with { Step = step.Id, Question = Conversation.Question + 1, FailedTries = 0, Offered = [] };

    /// <summary>The open question was answered; <c>kembali</c> can come back to it.</summary>
    internal void CloseQuestion(Step step, string? choiceId)
    {
        var trail = Conversation.Trail;
        if (trail.Length >= LongestTrail)
        {
            trail = trail.RemoveAt(0);
        }

        Conversation = Conversation with { Trail = trail.Add(step.Id), LastAnswered = Conversation.Question, LastChoice = choiceId, FailedTries = 0, Offered = [] };
        if (!Conversation.Reopened.IsEmpty)
        {
            Conversation = Conversation with { Reopened = Conversation.Reopened.RemoveAll(reopened => reopened.Step == step.Id) };
        }
    }

    /// <summary>The person has come to the summary: from here on each answer leads back to it.</summary>
    internal void ReachSummary(Step step) => Conversation = Conversation with { Summary = step.Id };

    /// <summary>What was summed up is sent in: what follows is a dialog like any other.</summary>
    internal void LeaveSummary() => Conversation = Conversation with { Summary = null, Reopened = [], Submission = null };

    /// <summary>What a reviewer wants to have answered anew, and why, in their words.</summary>
    internal void SayReason(string step)
    {
        foreach (var reopened in Conversation.Reopened.Where(reopened => reopened.Step == step))
        {
            effects.Add(Engine.Say.Only(context.Texts["returned_reason"].In(Language).Render(new OneValue("words", reopened.Reason))));
        }
    }

    internal void StandOn(string? stepId) => Conversation = Conversation with { Step = stepId };

    internal void SetTrail(ImmutableArray<string> trail) => Conversation = Conversation with { Trail = trail };

    internal void SetStatus(ConversationStatus status) => Conversation = Conversation with { Status = status, DueAt = null };

    internal void EndWith(string outcome, Step? at = null)
    {
        Conversation = Conversation with { Status = ConversationStatus.Ended, Outcome = outcome, Step = null };
        offers = at?.NextDialogs ?? [];
    }

    /// <summary>What was said is no answer to the open question; perhaps it is something else.</summary>
    internal void MarkUnusable() => isUnusable = true;

    /// <summary>What a sentence said beside its answer, for the question that comes next. An answer that is changed leads back to the summary instead.</summary>
    internal void KeepUnusedWords(IReadOnlyList<string> words) => unused = words.Count > 0 && Conversation.Summary is null ? words : null;

    /// <summary>What the sentence of this turn said beside its answer; null where nothing is left, or the person has been told something since.</summary>
    internal IReadOnlyList<string>? TakeUnusedWords()
    {
        var words = effects.Exists(effect => effect is Say) ? null : unused;
        unused = null;
        return words;
    }

    /// <summary>One more answer that could not be used; returns how many there were in a row.</summary>
    internal int CountFailure()
    {
        Conversation = Conversation with { FailedTries = Conversation.FailedTries + 1 };
        return Conversation.FailedTries;
    }

    /// <summary>The answer could mean several things, and the person is asked which.</summary>
    internal void Offer(ImmutableArray<string> options) => Conversation = Conversation with { Offered = options };

    /// <summary>It went no further for now: the question and all that was answered stay, to be gone on with later.</summary>
    internal void SetAside()
    {
        isSetAside = true;
        Conversation = Conversation with { FailedTries = 0, Offered = [] };
    }

    internal void Remember(string answer, string value)
    {
        Conversation = Conversation with { Answers = Conversation.Answers.With(answer, value) };
        if (dialog.Answers.GetValueOrDefault(answer)?.Save is { } field)
        {
            fields = fields.With(field, value);
            effects.Add(new SaveField(field, value));
        }
    }

    /// <summary>Takes an answer back, and the field of the person that it was written to.</summary>
    internal void ForgetAnswer(string answer)
    {
        Conversation = Conversation with { Answers = Conversation.Answers.Without(answer) };
        if (dialog.Answers.GetValueOrDefault(answer)?.Save is { } field)
        {
            fields = fields.Without(field);
            effects.Add(new SaveField(field, null));
        }
    }

    /// <summary>Whether the dialog keeps something that the person has not agreed to, as its text is now.</summary>
    internal bool LacksConsent =>
        dialog.Consent is { } name && context.Consents.TryGetValue(name, out var consent) && consents[name] != consent.Version;

    /// <summary>What the open question of a consent has shown, as <see cref="ConsentText.Mark"/>.</summary>
    internal string? ConsentShown => Conversation.Answers[ConsentStep.StepId];

    internal void ShowConsent(ConsentText text) =>
        Conversation = Conversation with { Answers = Conversation.Answers.With(ConsentStep.StepId, text.Mark) };

    internal void Decide(DecideConsent decision)
    {
        effects.Add(decision);
        consents = decision.After(consents);
    }

    /// <summary>The question of the consent is answered; no way back leads to it.</summary>
    internal void CloseConsent(string? choiceId, ImmutableArray<string> trail) => Conversation = Conversation with
    {
        Answers = Conversation.Answers.Without(ConsentStep.StepId),
        Trail = trail,
        LastAnswered = Conversation.Question,
        LastChoice = choiceId,
        FailedTries = 0,
    };

    internal void Reach(string milestone) =>
        effects.Add(new ReachMilestone(dialog.MilestoneScope, context.Programmes.CycleOf(dialog.MilestoneScope), milestone));

    /// <summary>What the person wrote, shortened to be quoted.</summary>
    internal string Written => Quote(written ?? "");

    /// <summary>What the person wrote, for <c>{answer}</c> in the texts of this turn and <c>answer</c> in its conditions.</summary>
    internal void SetWritten(string? text) => written = text;

    public string? WordsFor(TemplateVariable variable)
    {
        var name = variable.Name;
        if (name == "answer")
        {
            // Nothing was written where a sticker came: the author's fallback stands in.
            return Written is { Length: > 0 } words ? words : null;
        }

        if (name == "title")
        {
            return dialog.Title.In(Language).Render(this).Text;
        }

        if (name == "until")
        {
            return (Conversation.WaitingUntil ?? Conversation.PutOff?.Until) is { } until ? LanguageData.Moment(until, ValueContext) : null;
        }

        if (name == "name")
        {
            return fields["name"];
        }

        if (name.StartsWith(Programmes.Prefix, StringComparison.Ordinal))
        {
            return OfficialWords.For(context, dialog.Program, variable);
        }

        if (name.StartsWith("contact.", StringComparison.Ordinal))
        {
            var field = name["contact.".Length..];
            return field == ContactFields.School ? School
                : fields[field] is { } known && ContactFields.TypeOf(field) is { } type ? Display(type, variable.Format, known) : null;
        }

        if (Conversation.Answers[name] is not { } value || dialog.Answers.GetValueOrDefault(name) is not { } answer)
        {
            return null;
        }

        return answer.Type == "choice" ? LabelOf(name, value) : Display(answer.Type, variable.Format, value);
    }

    private string Display(string type, string? format, string value) =>
        context.Texts.Data.Display(format ?? type, value, ValueContext);

    private string LabelOf(string answer, string choiceId)
    {
        foreach (var step in dialog.Steps)
        {
            if (step is ChoicesStep question && question.Asks == answer && question.Find(choiceId) is { } choice)
            {
                return choice.Label.In(Language).Render(this).Text;
            }
        }

        return choiceId;
    }

    private static string Quote(string text) => text.ReplaceLineEndings(" ").Trim().ShortenTo(LongestQuote);
}
