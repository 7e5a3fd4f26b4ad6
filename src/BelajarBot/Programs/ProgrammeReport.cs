using System.Globalization;
using BelajarBot.Dialogs.Programs;

namespace BelajarBot.Programs;

/// <summary>A programme in lines of text, with how sure each value is: what an administrator reads before changing anything.</summary>
internal sealed class ProgrammeReport(bool isEnglish)
{
    /// <summary>Everything about one programme.</summary>
    internal IEnumerable<string> Of(Programme programme, DateTimeOffset now)
    {
        yield return Headline(programme);
        foreach (var (title, values) in new[] { (Say("Tautan", "Links"), programme.Links), (Say("Fakta", "Facts"), programme.Facts) })
        {
            if (!values.IsEmpty)
            {
                yield return $"{title}:";
            }

            foreach (var value in values)
            {
                yield return $"  {value.Name}: {value.In(Language)}  [{CertaintyOf(value, now)}]";
            }
        }

        foreach (var line in CyclesOf(programme, now))
        {
            yield return line;
        }
    }

    /// <summary>The state and the dates of each cycle, the newest first.</summary>
    internal IEnumerable<string> CyclesOf(Programme programme, DateTimeOffset now)
    {
        foreach (var cycle in programme.Cycles.Reverse())
        {
            var mark = cycle == programme.Current ? Say("  ← yang berlaku", "  ← the current one") : "";
            var source = CertaintyOf(cycle) is { } certainty ? $"  [{certainty}]" : "";
            yield return $"{Say("Siklus", "Cycle")} {cycle.Id}: {Cycle.NameOf(cycle.State)}{source}{mark}";
            foreach (var date in cycle.Dates.Values.OrderBy(date => date.Stored, StringComparer.Ordinal))
            {
                yield return $"  {date.Name}: {date.Stored}  [{CertaintyOf(date, now)}]";
            }
        }
    }

    /// <summary>One line: what it is called and how far it has come.</summary>
    internal string Headline(Programme programme) =>
        $"{programme.Id}: {programme.Title.In(Language).Source}, {(programme.Current is { } cycle ? $"{Say("siklus", "cycle")} {cycle.Id}, " : "")}{Cycle.NameOf(programme.State)}";

    /// <summary>Whom a change concerns.</summary>
    internal string Concerned(ConcernedPeople people) => Say(
        $"Terkait: {people.Enrolled} peserta, {people.InDialogs} orang sedang di dialognya, {people.Reminded} menunggu pengingat menurut tanggal ini.",
        $"Concerned: {people.Enrolled} enrolled, {people.InDialogs} in the middle of its dialogs, {people.Reminded} waiting for a reminder by this date.");

    /// <summary>One line of the history.</summary>
    internal string Written(WrittenChange change) => string.Create(CultureInfo.InvariantCulture,
        $"  {change.At:yyyy-MM-dd HH:mm} UTC  {(change.Cycle.Length == 0 ? "-" : change.Cycle)} {change.Key} = {change.Value ?? Say("(seperti di berkas)", "(as in the file)")}  {Say("oleh", "by")} {change.By}{(change.Reason is null ? "" : $": {change.Reason}")}");

    internal string Say(string indonesian, string english) => isEnglish ? english : indonesian;

    private string Language => isEnglish ? "en" : "id";

    /// <summary>How sure the state of a cycle is; null where nothing is known of it.</summary>
    internal string? CertaintyOf(Cycle cycle) => cycle.Provenance is { } provenance ? $"{Label(provenance.Confidence)}; {Source(provenance)}" : null;

    /// <summary>How sure a value is, and where it is from.</summary>
    internal string CertaintyOf(SourcedValue value, DateTimeOffset now)
    {
        var holds = value.IsCertain(now) ? Label(value.Provenance.Confidence)
            : value.Provenance.Confidence is Confidence.Uncertain ? $"{Label(Confidence.Uncertain)}: {Say("tidak ditampilkan", "not shown")}"
            : $"{Label(value.Provenance.Confidence)}: {Say("tidak berlaku hari ini", "does not hold today")}";
        return $"{holds}; {Source(value.Provenance)}";
    }

    private string Source(Provenance provenance) =>
        $"{provenance.Source}, {Say("diperiksa", "checked")} {provenance.LastChecked?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-"}";

    private static string Label(Confidence confidence) => confidence switch
    {
        Confidence.Verified => "V",
        Confidence.Press => "V-press",
        Confidence.General => "G",
        _ => "U",
    };
}
