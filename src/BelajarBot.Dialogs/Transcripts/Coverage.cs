using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>A part of a dialog that a transcript can touch.</summary>
/// <param name="Kind">The kind of part: <c>steps</c>, <c>choices</c>, …</param>
/// <param name="Name">Which one.</param>
public readonly record struct Part(string Kind, string Name);

/// <summary>How much of a dialog the transcripts have touched.</summary>
/// <param name="Dialog">The dialog.</param>
/// <param name="Parts">Everything that there is to touch, in the order of the file.</param>
/// <param name="Touched">What was touched.</param>
public sealed record DialogCoverage(Dialog Dialog, ImmutableArray<Part> Parts, IReadOnlySet<Part> Touched)
{
    /// <summary>What no transcript has touched yet.</summary>
    public IEnumerable<Part> Missing => Parts.Where(part => !Touched.Contains(part));

    /// <summary>The touched share in percent, rounded down: 100 means all.</summary>
    public int Percent => Parts.IsEmpty ? 100 : (Parts.Length - Missing.Count()) * 100 / Parts.Length;
}

/// <summary>
/// Notes which parts of the dialogs conversations go through: steps, choices, unusable answers, giving up, hints, help
/// entries, conditions that were not met, reminders, languages. It sees what anybody could see, the stored state and the messages.
/// </summary>
/// <param name="library">The dialogs.</param>
public sealed class Coverage(DialogLibrary library)
{
    private readonly Dictionary<string, HashSet<Part>> touched = library.Dialogs.Concat(library.Programmes.Reminding).ToDictionary(dialog => dialog.Id, _ => new HashSet<Part>());

    /// <summary>The coverage of each dialog so far.</summary>
    public IEnumerable<DialogCoverage> Dialogs => library.Dialogs.Concat(library.Programmes.Reminding).Select(dialog => new DialogCoverage(dialog, PartsOf(dialog), touched[dialog.Id]));

    /// <summary>Notes one turn.</summary>
    /// <param name="before">The person before it.</param>
    /// <param name="after">The person after it.</param>
    /// <param name="said">What the bot said in it.</param>
    public void Note(Visitor before, Visitor after, IReadOnlyList<SaidMessage> said)
    {
        foreach (var reminding in library.Programmes.Reminding)
        {
            NoteTexts(reminding, before.Contact.Language, said, touched[reminding.Id]);
        }

        foreach (var now in after.Conversations)
        {
            var then = before.Conversations.FirstOrDefault(c => c.Dialog == now.Dialog);
            if (then?.Turn == now.Turn && then.Number == now.Number || library.Find(now.Dialog, now.Revision) is not { } dialog || !touched.TryGetValue(dialog.Id, out var parts))
            {
                continue;
            }

            NoteTexts(dialog, before.Contact.Language, said, parts);
            if (now.Step is not null)
            {
                parts.Add(new Part("steps", now.Step));
            }

            if (then?.Step == ConsentStep.StepId && then.Number == now.Number && now.LastAnswered != then.LastAnswered && now.LastChoice is { } decision)
            {
                parts.Add(new Part("consent", decision));
            }

            if (then is not null && then.Number == now.Number && dialog.Find(then.Step) is Question question)
            {
                NoteAnswer(question, then, now, parts);
            }
        }
    }

    private static void NoteAnswer(Question question, Conversation then, Conversation now, HashSet<Part> parts)
    {
        if (now.LastAnswered != then.LastAnswered)
        {
            if (question is ChoicesStep && now.LastChoice is not null)
            {
                parts.Add(new Part("choices", $"{question.Id}.{now.LastChoice}"));
            }
        }
        else if (then.FailedTries + 1 == question.Tries?.Max
            && (now.Question != then.Question || now.Status != then.Status || now.FailedTries == 0) && now.Trail.Length >= then.Trail.Length)
        {
            parts.Add(new Part("tries", question.Id));
        }
        else if (now.FailedTries > then.FailedTries)
        {
            parts.Add(new Part("invalid", question.Id));
        }
    }

    private static void NoteTexts(Dialog dialog, string language, IReadOnlyList<SaidMessage> said, HashSet<Part> parts)
    {
        foreach (var (part, text) in TextsOf(dialog))
        {
            var pattern = Words(text, language);
            if (said.Any(message => ChatPattern.Matches(pattern, ChatText.Normal(message.Text))))
            {
                parts.Add(part);
                parts.Add(new Part("languages", dialog.Languages.Contains(language) ? language : dialog.Languages[0]));
            }
        }
    }

    /// <summary>A text with every variable as <c>…</c>.</summary>
    internal static string Words(Text text, string language) => text.In(language).Render(AnyValue.Instance).Text;

    private static ImmutableArray<Part> PartsOf(Dialog dialog) =>
    [
        .. dialog.Consent is null ? [] : new[] { new Part("consent", ConsentStep.Yes), new Part("consent", ConsentStep.No) },
        .. dialog.Steps.Where(step => step.Waits || step.Say is not null).Select(step => new Part("steps", step.Id)),
        .. dialog.Steps.OfType<ChoicesStep>().SelectMany(step => step.Choices.Where(choice => choice.Listed?.Provenance.Confidence != Confidence.Uncertain).Select(choice => new Part("choices", $"{step.Id}.{choice.Id}"))),
        .. dialog.Steps.OfType<Question>().Select(step => new Part("invalid", step.Id)),
        .. dialog.Steps.OfType<Question>().Where(step => step.Tries is not null).Select(step => new Part("tries", step.Id)),
        .. TextsOf(dialog).Select(entry => entry.Part).Where(part => part.Kind is not "steps"),
        .. dialog.Languages.Select(language => new Part("languages", language)),
    ];

    private static IEnumerable<(Part Part, Text Text)> TextsOf(Dialog dialog)
    {
        foreach (var step in dialog.Steps)
        {
            if (step.Say is { } say)
            {
                yield return (new Part("steps", step.Id), say);
            }

            if (step is Question question)
            {
                if (question.Hint is { } hint)
                {
                    yield return (new Part("hints", step.Id), hint);
                }

                foreach (var must in question.Must)
                {
                    yield return (new Part("must", must.Else.Key), must.Else);
                }
            }
        }

        foreach (var rule in dialog.Reminders)
        {
            yield return (new Part("reminders", rule.Say.Key), rule.Say);
        }

        foreach (var entry in dialog.Help)
        {
            yield return (new Part("help", entry.Say.Key), entry.Say);
        }
    }

    private sealed class AnyValue : ITemplateValues
    {
        internal static readonly AnyValue Instance = new();

        public string WordsFor(TemplateVariable variable) => ChatPattern.Anything;
    }
}
