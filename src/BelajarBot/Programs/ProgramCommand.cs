using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.People;
using BelajarBot.Wording;

namespace BelajarBot.Programs;

/// <summary>
/// <c>/program</c>, for administrators: the states and dates of programmes with how sure they are, and changing one, after seeing
/// whom it concerns. Also in one line: <c>/program pembatik 2026 pendaftaran_tutup 2026-07-15</c>.
/// </summary>
internal sealed class ProgramCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "program",
        ("which", []), ("programme", ["title", "lines"]), ("no_cycles", []), ("state_button", ["cycle"]), ("dates_button", ["cycle"]),
        ("which_state", ["title", "cycle"]), ("which_date", ["title", "cycle"]), ("ask_date", ["title", "cycle", "key"]), ("no_date", []),
        ("unset_button", []), ("mistake", ["why"]),
        ("state", []), ("cycle_line", ["cycle", "state", "source"]), ("current_cycle_line", ["cycle", "state", "source"]), ("date_line", ["name", "date", "source"]),
        ("confirm", ["title", "cycle", "key", "before", "after", "enrolled", "in_dialogs", "reminded"]), ("as_in_file", []),
        ("yes_button", []), ("no_button", []), ("too_late", []), ("kept", []), ("changed", ["title", "cycle", "key", "after"]), ("back_button", ["title"]));

    private const string State = "state";

    /// <summary>Older cycles are history; whoever must change one uses the program's own verb.</summary>
    private const int MostCycles = 2;

    /// <summary>What a button carries for "as in the file".</summary>
    private const string AsInFile = "-";

    CommandContract ICapability.Contract => Contract;

    public Permission? Requires => Permission.ChangeProgrammes;

    public Task AnswerAsync(CapabilityTurn turn) =>
        turn.Said is { } said ? HearDateAsync(turn, said)
        : turn.IsPress ? PressAsync(turn)
        : TypedAsync(turn);

    private static Task TypedAsync(CapabilityTurn turn) =>
        turn.Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
        {
            [var id, var cycle, var key, .. { Length: > 0 } value] when turn.Library.Programmes.Find(id) is { } programme =>
                ProposeAsync(turn, programme, cycle, key, string.Join(' ', value)),
            [var id, ..] when turn.Library.Programmes.Find(id) is { } programme => ShowAsync(turn, programme),
            _ => ListAsync(turn),
        };

    /// <summary>What a button says: <c>what.programme.cycle.key.value</c>, as many of them as are needed.</summary>
    private static Task PressAsync(CapabilityTurn turn)
    {
        var parts = turn.Arguments.Split('.');
        if (parts.Length < 2 || turn.Library.Programmes.Find(parts[1]) is not { } programme)
        {
            return ListAsync(turn);
        }

        var cycle = programme.Cycles.FirstOrDefault(each => parts.Length > 2 && each.Id == parts[2]);
        var key = cycle is null || parts.Length < 4 ? null : KeyOf(programme, parts[3]);
        return (parts[0], cycle, key) switch
        {
            ("no", _, _) => SayKeptAsync(turn, programme),
            ("state", { } of, _) => ChooseStateAsync(turn, programme, of),
            ("dates", { } of, _) => ChooseDateAsync(turn, programme, of),
            ("date", { } of, { } date) => AskDateAsync(turn, programme, of, date),
            ("to", { } of, { } name) when parts.Length == 5 => ProposeAsync(turn, programme, of.Id, name, parts[4]),
            ("yes", { } of, { } name) when parts.Length == 5 => WriteAsync(turn, programme, of, name, parts[4]),
            _ => ShowAsync(turn, programme),
        };
    }

    private static Task ListAsync(CapabilityTurn turn) => turn.SayAsync(
        turn.Text("which"),
        [
            .. turn.Library.Programmes.All.Select(programme => Ask(TitleOf(turn, programme), $"show.{programme.Id}")),
            turn.MenuButton,
        ]);

    private static Task ShowAsync(CapabilityTurn turn, Programme programme)
    {
        var lines = string.Join('\n', LinesOf(turn, programme));
        var buttons = programme.Cycles.Reverse().Take(MostCycles).SelectMany(cycle => new[]
        {
            Ask(turn.Text("state_button", ("cycle", cycle.Id)).Text, $"state.{programme.Id}.{cycle.Id}"),
            Ask(turn.Text("dates_button", ("cycle", cycle.Id)).Text, $"dates.{programme.Id}.{cycle.Id}"),
        });
        return turn.SayAsync(
            turn.Text("programme", ("title", TitleOf(turn, programme)), ("lines", lines.Length > 0 ? lines : turn.Text("no_cycles").Text)),
            [.. buttons, turn.MenuButton]);
    }

    /// <summary>The state and the dates of each cycle, the newest first.</summary>
    private static IEnumerable<string> LinesOf(CapabilityTurn turn, Programme programme)
    {
        var report = new ProgrammeReport(turn.Person.Language == "en");
        foreach (var cycle in programme.Cycles.Reverse())
        {
            yield return turn.Text(
                cycle == programme.Current ? "current_cycle_line" : "cycle_line",
                ("cycle", cycle.Id), ("state", StateIn(turn, Cycle.NameOf(cycle.State))), ("source", report.CertaintyOf(cycle))).Text;
            foreach (var date in cycle.Dates.Values.OrderBy(date => date.Stored, StringComparer.Ordinal))
            {
                yield return turn.Text(
                    "date_line",
                    ("name", programme.DateTitle(date.Name, turn.Person.Language)), ("date", ValueIn(turn, date.Name, date.Stored)), ("source", report.CertaintyOf(date, turn.Now))).Text;
            }
        }
    }

    private static Task ChooseStateAsync(CapabilityTurn turn, Programme programme, Cycle cycle) => turn.SayAsync(
        turn.Text("which_state", ("title", TitleOf(turn, programme)), ("cycle", cycle.Id)),
        [
            .. Cycle.StateNames.Select(state => Ask(StateIn(turn, state), $"to.{programme.Id}.{cycle.Id}.{CodeOf(State)}.{state}")),
            Ask(turn.Text("unset_button").Text, $"to.{programme.Id}.{cycle.Id}.{CodeOf(State)}.{AsInFile}"),
            Back(turn, programme),
        ]);

    private static Task ChooseDateAsync(CapabilityTurn turn, Programme programme, Cycle cycle) => turn.SayAsync(
        turn.Text("which_date", ("title", TitleOf(turn, programme)), ("cycle", cycle.Id)),
        [
            .. programme.Dates.Select(name => Ask(KeyIn(turn, programme, name), $"date.{programme.Id}.{cycle.Id}.{CodeOf(name)}")),
            Back(turn, programme),
        ]);

    private static Task AskDateAsync(CapabilityTurn turn, Programme programme, Cycle cycle, string key)
    {
        turn.Await($"{programme.Id}.{cycle.Id}.{CodeOf(key)}");
        return turn.SayAsync(
            turn.Text("ask_date", ("title", TitleOf(turn, programme)), ("cycle", cycle.Id), ("key", KeyIn(turn, programme, key))),
            Ask(turn.Text("unset_button").Text, $"to.{programme.Id}.{cycle.Id}.{CodeOf(key)}.{AsInFile}"), Back(turn, programme));
    }

    private static Task HearDateAsync(CapabilityTurn turn, Input said)
    {
        var parts = turn.Arguments.Split('.');
        if (parts.Length != 3 || turn.Library.Programmes.Find(parts[0]) is not { } programme || KeyOf(programme, parts[2]) is not { } key)
        {
            return ListAsync(turn);
        }

        if (DateIn(turn, said) is { } date)
        {
            return ProposeAsync(turn, programme, parts[1], key, date);
        }

        turn.Await(turn.Arguments);
        return turn.SayAsync(turn.Text("no_date"), Back(turn, programme));
    }

    /// <summary>Shows what would change and for whom; nothing is written before the button is pressed.</summary>
    private static async Task ProposeAsync(CapabilityTurn turn, Programme programme, string cycleId, string key, string written)
    {
        var value = written == AsInFile ? null : key == State ? written : DateIn(turn, new TextInput(written)) ?? written;
        var change = new ProgrammeOverride(programme.Id, cycleId, key, value, By(turn), turn.Now);
        if (Dialogs.Programs.Programmes.Mistake(programme, change) is { } mistake || cycleId.Length == 0)
        {
            var (message, english) = Dialogs.Programs.Programmes.Mistake(programme, change) ?? ("Siklusnya yang mana?", "Which cycle?");
            await turn.SayAsync(turn.Text("mistake", ("why", turn.Person.Language == "en" ? english : message)), Back(turn, programme));
            return;
        }

        var cycle = programme.Cycles.First(each => each.Id == cycleId);
        var concerned = await ProgrammeChanges.PreviewAsync(turn.Session, turn.Library, change);
        await turn.SayAsync(
            turn.Text(
                "confirm",
                ("title", TitleOf(turn, programme)), ("cycle", cycleId), ("key", KeyIn(turn, programme, key)),
                ("before", key == State ? StateIn(turn, Cycle.NameOf(cycle.State)) : cycle.Dates.GetValueOrDefault(key) is { } date ? ValueIn(turn, key, date.Stored) : null),
                ("after", ValueIn(turn, key, value)),
                ("enrolled", Number(turn, concerned.Enrolled)), ("in_dialogs", Number(turn, concerned.InDialogs)), ("reminded", Number(turn, concerned.Reminded))),
            Ask(turn.Text("yes_button").Text, $"yes.{programme.Id}.{cycleId}.{CodeOf(key)}.{Confirmation.Of(value ?? AsInFile, turn.Now)}"),
            Ask(turn.Text("no_button").Text, $"no.{programme.Id}"));
    }

    private static async Task WriteAsync(CapabilityTurn turn, Programme programme, Cycle cycle, string key, string confirmed)
    {
        if (Confirmation.Read(confirmed, turn.Now) is not { } value)
        {
            await turn.SayAsync(turn.Text("too_late"), Back(turn, programme), turn.MenuButton);
            return;
        }

        var change = new ProgrammeOverride(programme.Id, cycle.Id, key, value == AsInFile ? null : value, By(turn), turn.Now);
        if (Dialogs.Programs.Programmes.Mistake(programme, change) is not null)
        {
            // A button of ours never says so; a forged one may.
            await ShowAsync(turn, programme);
            return;
        }

        await ProgrammeChanges.WriteAsync(turn.Session, change, reason: null);
        await turn.AuditAsync(change.Value is null ? "program.unset" : "program.set", details: $"{programme.Id} {cycle.Id} {key} {change.Value ?? AsInFile}");
        await turn.SayAsync(
            turn.Text("changed", ("title", TitleOf(turn, programme)), ("cycle", cycle.Id), ("key", KeyIn(turn, programme, key)), ("after", ValueIn(turn, key, change.Value))),
            Back(turn, programme), turn.MenuButton);
    }

    private static Task SayKeptAsync(CapabilityTurn turn, Programme programme) =>
        turn.SayAsync(turn.Text("kept"), Back(turn, programme), turn.MenuButton);

    private static string? DateIn(CapabilityTurn turn, Input said) =>
        turn.Library.Texts.Data.Types.TryCreate("date", ValueOptions.None, out var date)
        && date.Parse(said, new ValueContext(turn.Now, Person.ClockOf(turn.Person.Zone), turn.Person.Language)) is ValueResult.Accepted { Value: var value }
            ? value : null;

    private static string ValueIn(CapabilityTurn turn, string key, string? value) =>
        value is null ? turn.Text("as_in_file").Text
        : key == State ? StateIn(turn, value)
        : turn.Library.Texts.Data.Display("date", value, new ValueContext(turn.Now, Person.ClockOf(turn.Person.Zone), turn.Person.Language));

    private static string StateIn(CapabilityTurn turn, string state) => turn.Library.Texts[$"program_{state}"].In(turn.Person.Language).Source;

    private static string KeyIn(CapabilityTurn turn, Programme programme, string key) =>
        key == State ? turn.Text("state").Text : programme.DateTitle(key, turn.Person.Language);

    private static string TitleOf(CapabilityTurn turn, Programme programme) => programme.Title.In(turn.Person.Language).Source;

    private static string Number(CapabilityTurn turn, long number) => Moments.Number(number, turn.Person.Language);

    /// <summary>The history outlives whoever wrote it, so it has their number and not their name.</summary>
    private static string By(CapabilityTurn turn) => string.Create(CultureInfo.InvariantCulture, $"petugas {turn.Person.Id}");

    private static Button Back(CapabilityTurn turn, Programme programme) =>
        Ask(turn.Text("back_button", ("title", TitleOf(turn, programme))).Text, $"show.{programme.Id}");

    private static Button Ask(string label, string arguments) => Button.Asking(label, Contract.Command, arguments);

    /// <summary>Names of dates can be too long for a button; six digits of their hash are not.</summary>
    private static string CodeOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..6];

    private static string? KeyOf(Programme programme, string code) => programme.Dates.Append(State).FirstOrDefault(key => CodeOf(key) == code);
}
