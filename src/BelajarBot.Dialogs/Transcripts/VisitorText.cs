using System.Globalization;
using System.Text;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Steps;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>A person's whole state as text: two states are the same when their texts are.</summary>
public static class VisitorText
{
    /// <summary>
    /// Everything that a person would notice: where they stand, what is known and reached. Not the count of turns nor the
    /// moment of the last one, which every message changes.
    /// </summary>
    /// <param name="visitor">The person.</param>
    public static string Of(Visitor visitor)
    {
        var text = new StringBuilder(Shape(visitor));
        text.Append("language ").AppendLine(visitor.Contact.Language);
        foreach (var c in visitor.Conversations.OrderBy(c => c.Dialog, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{c.Dialog}: {c.Revision} no {c.Number}, question {c.Question}, answered {c.LastAnswered} {c.LastChoice}, failed {c.FailedTries}, trail {string.Join(',', c.Trail)}, cycle {c.Cycle}");
        }

        foreach (var (mark, at) in visitor.Contact.Milestones.OrderBy(m => m.Key))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{mark.Scope}.{mark.Milestone} at {at.ToUnixTimeMilliseconds()}");
        }

        return text.ToString();
    }

    /// <summary>The part of it that does not depend on the language: steps, answers, fields, milestones.</summary>
    /// <param name="visitor">The person.</param>
    public static string Shape(Visitor visitor)
    {
        var text = new StringBuilder();
        text.Append("active ").AppendLine(visitor.Active ?? "-");
        foreach (var c in visitor.Conversations.OrderBy(c => c.Dialog, StringComparer.Ordinal))
        {
            text.Append(c.Dialog).Append(": ").Append(c.Status).Append(" at ").Append(c.Step ?? "-").Append(' ').Append(c.Outcome)
                .Append("; ").AppendLine(Pairs(c.Answers.Entries.Where(answer => answer.Key != ConsentStep.StepId)));
        }

        text.Append("fields ").AppendLine(Pairs(visitor.Contact.Fields.Entries));
        text.Append("consents ").AppendLine(Pairs(visitor.Contact.Consents.Entries));
        text.Append("milestones ").AppendLine(string.Join(", ", visitor.Contact.Milestones.Keys.Select(m => $"{m.Scope}.{m.Milestone}").Order(StringComparer.Ordinal)));
        text.Append("enrolled ").AppendLine(string.Join(", ", visitor.Contact.Enrolments.Order(StringComparer.Ordinal)));
        text.Append("stopped ").Append(visitor.Contact.IsStopped).AppendLine();
        return text.ToString();
    }

    private static string Pairs(IEnumerable<KeyValuePair<string, string>> entries) =>
        string.Join(", ", entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}={e.Value}"));
}
