using System.Globalization;
using System.Text.RegularExpressions;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.People;

namespace BelajarBot.Access;

/// <summary>
/// <c>/audit</c>: who looked at or changed what in an admin's area, the newest first, all of it or of one officer or one
/// command. Looking at it is written down as well.
/// </summary>
internal sealed partial class AuditCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "audit",
        [
            ("entries", ["filter", "entries"]), ("empty", ["filter"]), ("line", ["when", "officer", "what"]),
            ("everything", []), ("of_command", ["command"]), ("of_officer", ["officer"]), ("somebody", []), ("one_person", []), ("whole_country", []),
            ("ask", []), ("unknown", ["words"]), ("which_officer", []), ("search_button", []), ("all_button", []), ("older_button", []), .. ActWords.Texts,
        ]);

    private const int PageLength = 10;
    private const int MostOfficers = 8;
    private const int LongestWords = 60;

    CommandContract ICapability.Contract => Contract;

    Permission? ICapability.Requires => Permission.ReadAudit;

    public Task AnswerAsync(CapabilityTurn turn)
    {
        if (turn.Said is not null)
        {
            return SearchAsync(turn, turn.Said is TextInput { Text: var text } ? text : "");
        }

        return !turn.IsPress
            ? turn.Arguments.Length == 0 ? ShowAsync(turn, Filter.None, long.MaxValue) : SearchAsync(turn, turn.Arguments)
            : turn.Arguments.Split('/') switch
            {
                ["cari"] => AskAsync(turn),
                ["lama", var before, var filter] when ReadNumber(before) is { } id && Filter.Read(filter) is { } known => ShowAsync(turn, known, id),
                ["isi", var filter] when Filter.Read(filter) is { } known => ShowAsync(turn, known, long.MaxValue),
                _ => ShowAsync(turn, Filter.None, long.MaxValue),
            };
    }

    private static Task AskAsync(CapabilityTurn turn)
    {
        turn.Await("cari");
        return turn.SayAsync(turn.Text("ask"), turn.MenuButton);
    }

    /// <summary>Words name a command, or else an officer who did something in the area.</summary>
    private static async Task SearchAsync(CapabilityTurn turn, string words)
    {
        var wanted = words.Trim().TrimStart('/').ToLowerInvariant();
        if (wanted.Length is > 0 and <= LongestWords)
        {
            if (turn.Library.Texts.FindCommand(wanted) is { } command)
            {
                await ShowAsync(turn, new Filter(command.Name, null), long.MaxValue);
                return;
            }

            var officers = await turn.Session.QueryAsync<Named>(
                turn.Officer.In(Permission.ReadAudit).Sql(
                    $$"""
                    select p.id, coalesce(p.name, p.display_name) as name from person p
                    where (lower(p.name) like @pattern escape '!' or lower(p.display_name) like @pattern escape '!')
                        and exists (select 1 from audit a where a.officer_id = p.id and {within a.area})
                    order by p.id limit {{MostOfficers}}
                    """),
                new { pattern = $"%{Wildcard().Replace(wanted, "!$0")}%" });
            if (officers is [var only])
            {
                await ShowAsync(turn, new Filter(null, only.Id), long.MaxValue);
                return;
            }

            if (officers.Count > 1)
            {
                await turn.SayAsync(
                    turn.Text("which_officer"),
                    [.. officers.Select(officer => Button.Asking(officer.Name ?? turn.Text("somebody").Text, Contract.Command, $"isi/{new Filter(null, officer.Id)}")), turn.MenuButton]);
                return;
            }
        }

        turn.Await("cari");
        await turn.SayAsync(turn.Text("unknown", ("words", wanted.Length <= LongestWords ? wanted : $"{wanted[..LongestWords]}…")), turn.MenuButton);
    }

    private static async Task ShowAsync(CapabilityTurn turn, Filter filter, long before)
    {
        var entries = await turn.Session.QueryAsync<Entry>(
            turn.Officer.In(Permission.ReadAudit).Sql(
                $$"""
                select a.id, a.at, a.act, a.area, a.person_id, a.details, coalesce(p.name, p.display_name) as name
                from audit a left join person p on p.id = a.officer_id
                where {within a.area} and a.id < @before
                    and (@command = '' or (a.act >= @first and a.act < @last)) and (@officerId = 0 or a.officer_id = @officerId)
                order by a.id desc limit {{PageLength + 1}}
                """),
            // '/' comes right after '.', so this is every act of the command.
            new { before, officerId = filter.OfficerId ?? 0, command = filter.Command ?? "", first = $"{filter.Command}.", last = $"{filter.Command}/" });
        var filterWords = await InWordsAsync(turn, filter);
        await turn.AuditAsync("audit.read", details: filter.ToString());
        if (entries.Count == 0)
        {
            await turn.SayAsync(turn.Text("empty", ("filter", filterWords)), turn.Button("search_button", "cari"), turn.MenuButton);
            return;
        }

        var lines = entries.Take(PageLength).Select(entry => turn.Text(
            "line",
            ("when", LanguageData.Moment(entry.At, new ValueContext(turn.Now, Person.ClockOf(turn.Person.Zone), turn.Person.Language))),
            ("officer", entry.Name ?? turn.Text("somebody").Text),
            ("what", string.Join(' ', new[] { ActWords.Of(turn.Library, turn.Person.Language, entry.Act), AreaIn(turn, entry.Area), entry.Details, entry.PersonId is null ? null : turn.Text("one_person").Text }.OfType<string>()))).Text);
        List<Button> buttons = [];
        if (entries.Count > PageLength)
        {
            buttons.Add(turn.Button("older_button", string.Create(CultureInfo.InvariantCulture, $"lama/{entries[PageLength - 1].Id}/{filter}")));
        }

        buttons.Add(turn.Button("search_button", "cari"));
        if (filter != Filter.None)
        {
            buttons.Add(turn.Button("all_button", ""));
        }

        await turn.SayAsync(turn.Text("entries", ("filter", filterWords), ("entries", string.Join('\n', lines))), [.. buttons, turn.MenuButton]);
    }

    private static async Task<string> InWordsAsync(CapabilityTurn turn, Filter filter) =>
        filter.Command is { } command ? turn.Text("of_command", ("command", command)).Text
        : filter.OfficerId is not { } officerId ? turn.Text("everything").Text
        : turn.Text("of_officer", ("officer", await turn.Session.FirstOrDefaultAsync<string?>(
            // Only of those who did something in the area: the number may be forged.
            turn.Officer.In(Permission.ReadAudit).Sql(
                "select coalesce(p.name, p.display_name) from person p where p.id = @officerId and exists (select 1 from audit a where a.officer_id = p.id and {within a.area})"),
            new { officerId }) ?? turn.Text("somebody").Text)).Text;

    private static string? AreaIn(CapabilityTurn turn, string? area) => area switch
    {
        null => null,
        AreaLimit.WholeCountry => turn.Text("whole_country").Text,
        _ => turn.Library.Texts.Data.Types.Regions.Find(area)?.Name ?? area,
    };

    private static long? ReadNumber(string written) =>
        long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex("[!%_]", RegexOptions.NonBacktracking)]
    private static partial Regex Wildcard();

    /// <summary>What is looked for: the acts of one command, or of one officer, or everything. Written so that a button carries it.</summary>
    private sealed record Filter(string? Command, long? OfficerId)
    {
        internal static readonly Filter None = new(null, null);

        internal static Filter? Read(string written) => written switch
        {
            "semua" => None,
            ['p', '.', .. var command] when command.Length <= 32 && command.All(c => char.IsAsciiLetterLower(c) || c == '_') => new Filter(command, null),
            ['o', '.', .. var officer] when ReadNumber(officer) is { } id => new Filter(null, id),
            _ => null,
        };

        public override string ToString() =>
            Command is not null ? $"p.{Command}"
            : OfficerId is { } id ? string.Create(CultureInfo.InvariantCulture, $"o.{id}")
            : "semua";
    }

    private sealed record Entry(long Id, DateTimeOffset At, string Act, string? Area, long? PersonId, string? Details, string? Name);

    private sealed record Named(long Id, string? Name);
}
