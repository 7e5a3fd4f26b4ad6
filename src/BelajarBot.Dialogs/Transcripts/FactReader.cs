using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>Reads what stands behind <c>!</c>.</summary>
internal static class FactReader
{
    private const string ContactPrefix = "contact.";
    private static readonly string[] Words = ["milestone", "step", "done", "lang", "enrolled", "stopped"];

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
            case "enrolled" when rest.Length > 0:
                return new Fact(line, isNot, FactKind.Enrolled, rest, null);
            case "done":
                return new Fact(line, isNot, FactKind.Done, rest, null);
            case "stopped" when rest.Length == 0:
                return new Fact(line, isNot, FactKind.Stopped, "", null);
            case var field when field.StartsWith(ContactPrefix, StringComparison.Ordinal):
                return Field(line, isNot, field[ContactPrefix.Length..], rest, out message, out english);
            default:
                message = $"Fakta ini tidak dikenal.{Spelling.MaksudAnda(word, Words)} Tulis: ! milestone x, ! contact.name = Sari, ! step x, ! done, ! lang en, ! enrolled pembatik, ! stopped, masing-masing boleh dengan \"not\".";
                english = $"This fact is unknown.{Spelling.DidYouMean(word, Words)} Write: ! milestone x, ! contact.name = Sari, ! step x, ! done, ! lang en, ! enrolled pembatik, ! stopped, each also with \"not\".";
                return null;
        }
    }

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
