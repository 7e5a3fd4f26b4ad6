using BelajarBot.Dialogs.Definition;

namespace BelajarBot.Dialogs.Changes;

/// <summary>Says changes and what they mean for people in words, in Indonesian or English: the one place for these words.</summary>
/// <param name="isEnglish">Whether in English.</param>
public sealed class ChangeWords(bool isEnglish)
{
    private const int LongestQuote = 60;

    /// <summary>Nothing is different.</summary>
    public string Nothing => In("Tidak ada yang berubah.", "Nothing changes.");

    /// <summary>One change in a line.</summary>
    /// <param name="change">The change.</param>
    public string Say(DialogChange change) => change switch
    {
        DialogChange.DialogAdded => In("+ dialog baru", "+ new dialog"),
        DialogChange.DialogRemoved => In("- dialog dihapus; yang sedang di dalamnya tetap dapat menyelesaikannya", "- dialog removed; people in it can still finish"),
        DialogChange.StepAdded c => In($"+ langkah \"{c.Step}\"", $"+ step \"{c.Step}\""),
        DialogChange.StepRemoved c => In($"- langkah \"{c.Step}\"", $"- step \"{c.Step}\""),
        DialogChange.StepMoved c => In($"~ langkah \"{c.Step}\" menjadi \"{c.To}\" (moved)", $"~ step \"{c.Step}\" becomes \"{c.To}\" (moved)"),
        DialogChange.StepReordered c => In($"~ langkah \"{c.Step}\" berpindah urutan", $"~ step \"{c.Step}\" stands at another place"),
        DialogChange.AskChanged c => In(
            $"~ langkah \"{c.Step}\" menanyakan {c.To ?? "(tidak ada)"}, sebelumnya {c.From ?? "(tidak ada)"}",
            $"~ step \"{c.Step}\" asks for {c.To ?? "(nothing)"}, before {c.From ?? "(nothing)"}"),
        DialogChange.WayChanged c => In(
            $"~ sesudah langkah \"{c.Step}\": {Way(c.To)}, sebelumnya {Way(c.From)}", $"~ after step \"{c.Step}\": {Way(c.To)}, before {Way(c.From)}"),
        DialogChange.TextChanged { From: null, To: { } to } c => In($"+ teks {c.Key}: \"{Short(to)}\"", $"+ text {c.Key}: \"{Short(to)}\""),
        DialogChange.TextChanged { To: null, From: { } from } c => In($"- teks {c.Key}: \"{Short(from)}\"", $"- text {c.Key}: \"{Short(from)}\""),
        DialogChange.TextChanged c => TextChange(c),
        DialogChange.TranslationStale c => In($"! terjemahan {c.Key} ({c.Language}) menjadi usang", $"! translation {c.Key} ({c.Language}) becomes stale"),
        DialogChange.ChoiceAdded c => In($"+ pilihan \"{c.Choice}\" pada langkah \"{c.Step}\"", $"+ choice \"{c.Choice}\" at step \"{c.Step}\""),
        DialogChange.ChoiceRemoved c => In($"- pilihan \"{c.Choice}\" pada langkah \"{c.Step}\"", $"- choice \"{c.Choice}\" at step \"{c.Step}\""),
        DialogChange.ChoiceRedirected c => In(
            $"~ pilihan \"{c.Choice}\" pada langkah \"{c.Step}\": {Way(c.To)}, sebelumnya {Way(c.From)}",
            $"~ choice \"{c.Choice}\" at step \"{c.Step}\": {Way(c.To)}, before {Way(c.From)}"),
        DialogChange.MilestoneAdded c => In($"+ tonggak {c.Milestone}", $"+ milestone {c.Milestone}"),
        DialogChange.MilestoneRemoved c => In($"- tonggak {c.Milestone}", $"- milestone {c.Milestone}"),
        DialogChange.AnswerChanged { From: null } c => In($"+ jawaban {c.Answer} ({c.To})", $"+ answer {c.Answer} ({c.To})"),
        DialogChange.AnswerChanged { To: null } c => In($"- jawaban {c.Answer} ({c.From})", $"- answer {c.Answer} ({c.From})"),
        DialogChange.AnswerChanged c => In($"~ jawaban {c.Answer}: {c.To}, sebelumnya {c.From}", $"~ answer {c.Answer}: {c.To}, before {c.From}"),
        DialogChange.StartAdded c => In($"+ dimulai dengan {c.Word}", $"+ begins with {c.Word}"),
        DialogChange.StartRemoved c => In($"- tidak lagi dimulai dengan {c.Word}", $"- no longer begins with {c.Word}"),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "There are no words for this change."),
    };

    /// <summary>How many people are in a dialog.</summary>
    /// <param name="count">How many.</param>
    public string InDialog(long count) => In($"{count} orang sedang di dialog ini.", $"{count} people are in this dialog.");

    /// <summary>What the publish means for people who stand on one step; null when there is nothing to say.</summary>
    /// <param name="standing">They.</param>
    public string? Say(Standing standing) => standing.Fate switch
    {
        StandingFate.Moved when standing.Target == standing.Step => In(
            $"{standing.Count} berdiri di \"{standing.Step}\": mendapat versi baru (moved).",
            $"{standing.Count} stand on \"{standing.Step}\": they get the new version (moved)."),
        StandingFate.Moved => In(
            $"{standing.Count} berdiri di \"{standing.Step}\": dipindahkan ke \"{standing.Target}\" (moved).",
            $"{standing.Count} stand on \"{standing.Step}\": they are moved to \"{standing.Target}\" (moved)."),
        StandingFate.StepGone => In(
            $"D090: {standing.Count} berdiri di \"{standing.Step}\", yang sudah tidak ada. Tambahkan `moved:` atau mereka menyelesaikan versi lama.",
            $"D090: {standing.Count} stand on \"{standing.Step}\", which is gone. Add `moved:` or they finish on the old version."),
        StandingFate.Restarts => In(
            $"{standing.Count} berdiri di \"{standing.Step}\", yang sudah tidak ada: mulai lagi dari awal, jawabannya tetap (drop: restart).",
            $"{standing.Count} stand on \"{standing.Step}\", which is gone: they begin anew and keep their answers (drop: restart)."),
        StandingFate.HandedOver => In(
            $"{standing.Count} berdiri di \"{standing.Step}\", yang sudah tidak ada: diserahkan kepada petugas (drop: handover).",
            $"{standing.Count} stand on \"{standing.Step}\", which is gone: they are handed over to a human (drop: handover)."),
        StandingFate.Finishes => In(
            $"{standing.Count} berdiri di \"{standing.Step}\": menyelesaikan versi lama ({standing.Revision}).",
            $"{standing.Count} stand on \"{standing.Step}\": they finish on the old version ({standing.Revision})."),
        _ => null,
    };

    private string TextChange(DialogChange.TextChanged change)
    {
        var (from, to) = Around(change.From!, change.To!);
        return In($"~ teks {change.Key}: \"{from}\" → \"{to}\"", $"~ text {change.Key}: \"{from}\" → \"{to}\"");
    }

    /// <summary>Long texts are shown from shortly before the first difference on, or both sides would look the same.</summary>
    private static (string From, string To) Around(string from, string to)
    {
        var first = from.Zip(to).TakeWhile(pair => pair.First == pair.Second).Count();
        var start = Math.Max(from.Length, to.Length) <= LongestQuote ? 0 : Math.Max(0, first - 15);
        if (start > 0 && char.IsLowSurrogate(from, Math.Min(start, from.Length - 1)))
        {
            start--;
        }

        var ellipsis = start > 0 ? "…" : "";
        return (ellipsis + Short(from[Math.Min(start, from.Length)..]), ellipsis + Short(to[Math.Min(start, to.Length)..]));
    }

    private string Way(string? target) => target is null ? In("langkah berikutnya", "the next step")
        : target.StartsWith("end: ", StringComparison.Ordinal) ? target : $"\"{target}\"";

    private static string Short(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShortenTo(LongestQuote);

    private string In(string indonesian, string english) => isEnglish ? english : indonesian;
}
