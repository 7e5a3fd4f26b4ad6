using System.Collections.Immutable;
using System.Globalization;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.People;
using BelajarBot.Wording;

namespace BelajarBot.Submissions;

/// <summary>Submissions as people read them.</summary>
internal static class SubmissionWords
{
    /// <summary>How a submission is called: <c>U-12</c>.</summary>
    internal static string Number(long id) => string.Create(CultureInfo.InvariantCulture, $"U-{id}");

    /// <summary>The dialog as it was when this was sent; today's, or null, where that is lost.</summary>
    internal static async Task<Dialog?> DialogOfAsync(TurnScope turn, Submission submission) =>
        await DialogAsync(turn, submission.Dialog, submission.Revision) ?? turn.Library.Find(submission.Dialog);

    /// <summary>One revision of a dialog, from memory or from where all are kept; null when it is lost.</summary>
    internal static async Task<Dialog?> DialogAsync(TurnScope turn, string dialog, string revision) =>
        turn.Library.Find(dialog, revision)
        ?? (await RevisionStore.FindAsync(turn.Session, dialog, revision) is { } source ? DialogLoader.Add(turn.Library, source)?.Find(dialog, revision) : null);

    /// <summary>The answers, each with its label.</summary>
    internal static async Task<ImmutableArray<SummaryLine>> LinesAsync(TurnScope turn, Submission submission) =>
        await DialogOfAsync(turn, submission) is { } dialog
            ? Summary.Of(
                dialog, submission.QuestionIds, submission.Values, turn.Library.Texts,
                new ValueContext(turn.Now, Person.ClockOf(turn.Person.Zone), turn.Person.Language))
            : [];

    /// <summary>The files among the answers: their labels and stored values.</summary>
    internal static async Task<IReadOnlyList<(string Label, string Value)>> AttachmentsAsync(TurnScope turn, Submission submission)
    {
        var answers = (await DialogOfAsync(turn, submission))?.Answers;
        return
        [
            .. from line in await LinesAsync(turn, submission)
               where answers![line.Answer].Type is "photo" or "document"
               select (line.Label, submission.Values[line.Answer]!),
        ];
    }

    internal static string When(TurnScope turn, DateTimeOffset at) => Moments.At(at, Person.ClockOf(turn.Person.Zone), turn.Person.Language);

    /// <summary>The name of an area, or null for the whole country.</summary>
    internal static string? AreaOf(DialogLibrary library, Submission submission) =>
        submission.Area is { } code ? library.Texts.Data.Types.Regions.Find(code)?.Name ?? code : null;
}
