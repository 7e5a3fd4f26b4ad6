using BelajarBot.Dialogs.Programs;

namespace BelajarBot.Dialogs.Checks;

/// <summary>
/// What is wrong between the rows of a programme's file. D103: something ends before it begins. D104: two cycles are open.
/// D107: nowhere to send people whose question has no official answer yet. D045: an address that is not safe.
/// </summary>
internal static class ProgrammeFiles
{
    /// <summary>How the names of two dates tell that one comes first.</summary>
    private static readonly (string First, string Last)[] Pairs = [("_buka", "_tutup"), ("_mulai", "_selesai")];

    internal static void Check(Programme programme, ProblemList problems)
    {
        foreach (var cycle in programme.Cycles)
        {
            foreach (var (first, last) in OpeningsOf(cycle))
            {
                if (last.Date < first.Date)
                {
                    problems.Error(last.Place, "D103",
                        $"Siklus {cycle.Id}: \"{last.Name}\" ({last.Stored}) mendahului \"{first.Name}\" ({first.Stored}).",
                        $"Cycle {cycle.Id}: \"{last.Name}\" ({last.Stored}) comes before \"{first.Name}\" ({first.Stored}).");
                }
            }
        }

        foreach (var second in programme.Cycles.Where(cycle => cycle.State is CycleState.Open).Skip(1))
        {
            problems.Error(second.Place, "D104",
                $"Siklus {second.Id} dan satu lagi sama-sama open. Hanya satu yang berlaku; ubah state yang lama menjadi closed.",
                $"The cycle {second.Id} and another are both open. Only one counts; change the state of the older one to closed.");
        }

        if (!programme.Links.Any(link => link.Provenance.Confidence is Confidence.Verified))
        {
            problems.Warn(programme.Title.Place, "D107",
                $"Program \"{programme.Id}\" tidak punya tautan berkepastian V. Tambahkan saluran resminya di \"links\": ke sanalah orang diarahkan bila belum ada informasi resmi.",
                $"The programme \"{programme.Id}\" has no link of confidence V. Add its official channel under \"links\": people are sent there when nothing official is known.");
        }

        foreach (var link in programme.Links.Where(link => link.Stored.StartsWith("http://", StringComparison.OrdinalIgnoreCase)))
        {
            problems.Warn(link.Place, "D045",
                $"Tautan \"{link.Name}\": {link.Stored} tidak aman. Pakai https://.", $"The link \"{link.Name}\": {link.Stored} is not safe. Use https://.");
        }
    }

    /// <summary>Each date on which something ends, with the date on which it begins.</summary>
    internal static IEnumerable<(SourcedValue First, SourcedValue Last)> OpeningsOf(Cycle cycle) =>
        from pair in Pairs
        from last in cycle.Dates.Values
        where last.Name.EndsWith(pair.Last, StringComparison.Ordinal)
        orderby last.Name
        let opening = last.Name[..^pair.Last.Length] + pair.First
        where cycle.Dates.ContainsKey(opening)
        select (cycle.Dates[opening], last);

    /// <summary>Whether the name of a date says that something is over after it.</summary>
    internal static bool IsEnd(string name) => Pairs.Any(pair => name.EndsWith(pair.Last, StringComparison.Ordinal));
}
