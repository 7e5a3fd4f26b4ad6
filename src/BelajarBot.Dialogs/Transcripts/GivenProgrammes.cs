using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Programs;

namespace BelajarBot.Dialogs.Transcripts;

/// <summary>
/// What a transcript says of programmes, as an administrator would: <c>program.tenggat: 2026-06-30</c> for every programme
/// that has such a date, <c>program.pembatik.tenggat</c> for one. Dates are those of the newest cycle, which is open unless
/// the transcript says otherwise.
/// </summary>
public static class GivenProgrammes
{
    /// <summary>Who wrote it, in the history.</summary>
    private const string By = "transkrip";

    /// <summary>Whether a key of <c>given</c> speaks of programmes.</summary>
    /// <param name="key">The key.</param>
    public static bool Speaks(string key) => key.StartsWith(Programmes.Prefix, StringComparison.Ordinal);

    /// <summary>What an administrator would have to write.</summary>
    /// <param name="programmes">The programmes as they are.</param>
    /// <param name="given">Keys that speak of programmes, with values.</param>
    /// <param name="at">When it is written.</param>
    /// <param name="complaints">Receives, in both languages, what there is not.</param>
    public static IReadOnlyList<ProgrammeOverride> Read(
        Programmes programmes, IReadOnlyList<Given> given, DateTimeOffset at, ICollection<string> complaints)
    {
        var changes = new List<ProgrammeOverride>();
        var named = given.Select(each => (each.Value, Resolved: Resolve(programmes, each.Key))).ToList();
        foreach (var ((value, resolved), key) in named.Zip(given.Select(each => each.Key)))
        {
            if (resolved.Count == 0)
            {
                var known = programmes.All.SelectMany(programme => programme.Kinds.Keys.Select(name => $"{Programmes.Prefix}{name}")).Distinct().ToList();
                complaints.Add($"Tidak ada program dengan {key}.{Spelling.MaksudAnda(key, known)} / No programme has {key}.{Spelling.DidYouMean(key, known)}");
            }

            foreach (var (programme, name) in resolved.Where(each => each.Name != "cycle"))
            {
                var cycle = !programme.RowsOf(name).IsEmpty ? "" : CycleFor(programme);
                var change = new ProgrammeOverride(programme.Id, cycle, name, value, By, at);
                if (Programmes.Mistake(programme, change) is { } mistake)
                {
                    complaints.Add($"{key}: {mistake.Message} / {mistake.English}");
                    continue;
                }

                var isStateGiven = named.Exists(other => other.Resolved.Contains((programme, "state")));
                if (cycle.Length > 0 && !isStateGiven)
                {
                    changes.Add(new ProgrammeOverride(programme.Id, cycle, "state", Cycle.NameOf(CycleState.Open), By, at));
                }

                changes.Add(change);
            }
        }

        return [.. changes.Distinct()];

        string CycleFor(Programme programme) =>
            named.Find(each => each.Resolved.Contains((programme, "cycle"))).Value ?? (programme.Cycles is [.., var newest] ? newest.Id : "");
    }

    private static List<(Programme Programme, string Name)> Resolve(Programmes programmes, string key)
    {
        var name = key[Programmes.Prefix.Length..];
        return name.Contains('.', StringComparison.Ordinal)
            ? programmes.Resolve(null, name) is ({ } one, var own) && one.Kinds.ContainsKey(own) ? [(one, own)] : []
            : [.. programmes.All.Where(programme => programme.Kinds.ContainsKey(name)).Select(programme => (programme, name))];
    }
}
