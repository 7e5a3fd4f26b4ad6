using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>Reads what stands behind <c>!</c>.</summary>
internal static class FactReader
{
    private const string ContactPrefix = "contact.";
    private static readonly string[] Words = ["milestone", "step", "done", "lang", "consent", "enrolled", "stopped", "ticket", "scheduled", "submitted"];

    internal static Fact? Read(int line, string text, out string message, out string english)
    {
        (message, english) = ("", "");
        var isNot = text.StartsWith("not ", StringComparison.Ordinal);
        var words = (isNot ? text["not ".Length..] : text).Trim();
        var space = words.IndexOf(' ', StringComparison.Ordinal);
        var (word, rest) = space < 0 ? (words, "") : (words[..space], words[space..].Trim());
        switch (word)
        {
            case "milestone" when rest.Length > 0:
                return new Fact(line, isNot, FactKind.Milestone, rest, null);
            case "step" when rest.Length > 0:
                return new Fact(line, isNot, FactKind.Step, rest, null);
            case "lang" when rest.Length > 0:
                return new Fact(line, isNot, FactKind.Language, rest, null);
            case "consent" when rest.Length > 0:
                return new Fact(line, isNot, FactKind.Consent, rest, null);
            case "enrolled" when rest.Length > 0:
                return new Fact(line, isNot, FactKind.Enrolled, rest, null);
            case "done":
                return new Fact(line, isNot, FactKind.Done, rest, null);
            case "stopped" when rest.Length == 0:
                return new Fact(line, isNot, FactKind.Stopped, "", null);
            case "ticket" when Ticket(line, isNot, rest) is { } ticket:
                return ticket;
            case "scheduled" when Scheduled(line, isNot, rest) is { } scheduled:
                return scheduled;
            case "submitted" when rest.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: 1 or 2 } parts:
                return new Fact(line, isNot, FactKind.Submitted, parts[0], parts.ElementAtOrDefault(1));
            case "ticket" or "scheduled":
                message = "Tulis: ! ticket duta, bila perlu dengan area=32.73 dan note=…, atau ! scheduled lanjut at 2026-06-23 09:00.";
                english = "Write: ! ticket duta, where needed with area=32.73 and note=…, or ! scheduled lanjut at 2026-06-23 09:00.";
                return null;
            case var field when field.StartsWith(ContactPrefix, StringComparison.Ordinal):
                return Field(line, isNot, field[ContactPrefix.Length..], rest, out message, out english);
            default:
                message = $"Fakta ini tidak dikenal.{Spelling.MaksudAnda(word, Words)} Tulis: ! milestone x, ! contact.name = Sari, ! step x, ! done, ! lang en, ! consent x, ! enrolled pembatik, ! stopped, ! ticket duta, ! scheduled lanjut, ! submitted rtl approved, masing-masing boleh dengan \"not\".";
                english = $"This fact is unknown.{Spelling.DidYouMean(word, Words)} Write: ! milestone x, ! contact.name = Sari, ! step x, ! done, ! lang en, ! consent x, ! enrolled pembatik, ! stopped, ! ticket duta, ! scheduled lanjut, ! submitted rtl approved, each also with \"not\".";
                return null;
        }
    }

    /// <summary><c>duta area=32.73 note=the rest of the line</c>; the parts behind the queue may be left out.</summary>
    private static Fact? Ticket(int line, bool isNot, string rest)
    {
        var (before, note) = Cut(rest, "note=");
        var (queue, area) = Cut(before, "area=");
        return queue.Length == 0 || queue.Contains(' ', StringComparison.Ordinal) || note?.Length == 0 || area?.Length == 0
            ? null
            : new Fact(line, isNot, FactKind.Ticket, queue, note) { Area = area };
    }

    /// <summary><c>lanjut</c>, <c>lanjut at 2026-06-23 09:00</c> or the same without <c>at</c>.</summary>
    private static Fact? Scheduled(int line, bool isNot, string rest)
    {
        var space = rest.IndexOf(' ', StringComparison.Ordinal);
        var (rule, moment) = space < 0 ? (rest, "") : (rest[..space], rest[space..].Trim());
        moment = moment.StartsWith("at ", StringComparison.Ordinal) ? moment["at ".Length..].Trim() : moment;
        return rule.Length > 0 && (moment.Length == 0 || ChatTime.IsMoment(moment))
            ? new Fact(line, isNot, FactKind.Scheduled, rule, moment.Length == 0 ? null : moment)
            : null;
    }

    private static (string Before, string? Behind) Cut(string text, string mark) =>
        text.StartsWith(mark, StringComparison.Ordinal) ? ("", text[mark.Length..].Trim())
        : text.IndexOf(" " + mark, StringComparison.Ordinal) is >= 0 and var at ? (text[..at].Trim(), text[(at + 1 + mark.Length)..].Trim())
        : (text, null);

    private static Fact? Field(int line, bool isNot, string field, string rest, out string message, out string english)
    {
        (message, english) = ("", "");
        if (ContactFields.TypeOf(field) is null)
        {
            message = $"\"{field}\" bukan data orang.{Spelling.MaksudAnda(field, ContactFields.Names)}";
            english = $"\"{field}\" is no field of a person.{Spelling.DidYouMean(field, ContactFields.Names)}";
            return null;
        }

        if (rest.Length == 0)
        {
            return new Fact(line, isNot, FactKind.Field, field, null);
        }

        if (!rest.StartsWith('=') || rest[1..].Trim() is not { Length: > 0 } value)
        {
            message = $"Tulis: ! contact.{field} = nilai.";
            english = $"Write: ! contact.{field} = value.";
            return null;
        }

        return new Fact(line, isNot, FactKind.Field, field, value);
    }
}
