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
/// <c>/audit</c>: who looked at or changed what in an admin's area, the newest first: all of it, or by officer, command, day, or
/// only what was refused. Looking at it is written down as well, and shown to whoever asks for <c>/audit audit</c>.
/// </summary>
internal sealed partial class AuditCommand : ICapability
{
    internal static readonly CommandContract Contract = new(
        "audit",
        [
            ("entries", ["filter", "entries"]), ("empty", ["filter"]), ("line", ["when", "officer", "what"]),
            ("everything", []), ("of_command", ["command"]), ("of_officer", ["officer"]), ("of_refused", []), ("since", ["day"]),
            ("somebody", []), ("one_person", []), ("whole_country", []),
            ("ask", []), ("unknown", ["words"]), ("which_officer", []), ("search_button", []), ("all_button", []), ("older_button", []), ("newest_button", []),
            ("refused_button", []), .. ActWords.Texts,
        ]);

    private const int PageLength = 10;
    private const int MostOfficers = 8;
    private const int LongestWords = 60;

    /// <summary>What a button carries besides the command.</summary>
    private const int MostCarried = 55;

    CommandContract ICapability.Contract => Contract;

    Permission? ICapability.Requires => Permission.ReadAudit;

    public Task AnswerAsync(CapabilityTurn turn)
    {
        if (turn.Said is not null)
        {
            return SearchAsync(turn, turn.Said is TextInput { Text: var text } ? text : "");
        }

        return !turn.IsPress
            ? turn.Arguments.Length == 0 ? ShowAsync(turn, AuditFilter.None, long.MaxValue) : SearchAsync(turn, turn.Arguments)
            : turn.Arguments.Split('/') switch
            {
                ["cari"] => AskAsync(turn),
                ["lama", var before, var filter] when ReadNumber(before) is { } id && AuditFilter.Read(filter) is { } known => ShowAsync(turn, known, id),
                ["isi", var filter] when AuditFilter.Read(filter) is { } known => ShowAsync(turn, known, long.MaxValue),
                _ => ShowAsync(turn, AuditFilter.None, long.MaxValue),
            };
    }

    private static Task AskAsync(CapabilityTurn turn)
    {
        turn.Await("cari");
        return turn.SayAsync(turn.Text("ask"), turn.MenuButton);
    }

    private static async Task SearchAsync(CapabilityTurn turn, string words)
    {
        var wanted = words.Trim();
        if (wanted.Length is > 0 and <= LongestWords)
        {
            var (filter, name) = AuditFilter.ReadWords(wanted, turn.Library, Values(turn));
            var officers = name.Length == 0 ? [] : await OfficersAsync(turn, name);
            if (officers is [var only])
            {
                await ShowAsync(turn, filter with { OfficerId = only.Id }, long.MaxValue);
                return;
            }

            if (officers.Count > 1)
            {
                await turn.SayAsync(
                    turn.Text("which_officer"),
                    [
                        .. officers.Select(officer => Button.Asking(
                            officer.Name ?? turn.Text("somebody").Text, Contract.Command, $"isi/{filter with { OfficerId = officer.Id }}")),
                        turn.MenuButton,
                    ]);
                return;
            }

            if (name.Length == 0 && filter != AuditFilter.None)
            {
                await ShowAsync(turn, filter, long.MaxValue);
                return;
            }
        }

        turn.Await("cari");
        await turn.SayAsync(turn.Text("unknown", ("words", wanted.ShortenTo(LongestWords))), turn.MenuButton);
    }

    /// <summary>The officers of this name who did something in the area.</summary>
    private static Task<List<Named>> OfficersAsync(CapabilityTurn turn, string name) => turn.Session.QueryAsync<Named>(
        turn.Officer.In(Permission.ReadAudit).Sql(
            $$"""
            select p.id, coalesce(p.name, p.display_name) as name
            from (select distinct a.officer_id as id from audit a where {within a.area}) o join person p on p.id = o.id
            where lower(p.name) like @pattern escape '!' or lower(p.display_name) like @pattern escape '!'
            order by p.id limit {{MostOfficers}}
            """),
        new { pattern = $"%{Wildcard().Replace(name, "!$0")}%" });

    private static async Task ShowAsync(CapabilityTurn turn, AuditFilter filter, long before)
    {
        var entries = await turn.Session.QueryAsync<Entry>(
            turn.Officer.In(Permission.ReadAudit).Sql(
                $$"""
                select a.id, a.at, a.act, a.area, a.person_id, a.details, coalesce(p.name, p.display_name) as name
                from audit a left join person p on p.id = a.officer_id
                where {within a.area} and a.id < @before and a.at >= @since
                    and (@command = '' or (a.act >= @first and a.act < @last)) and (@officerId = 0 or a.officer_id = @officerId)
                    and (@refused = 0 or a.act like '%.refused') and (@command = @audit or a.act <> @read)
                order by a.id desc limit {{PageLength + 1}}
                """),
            new
            {
                before, officerId = filter.OfficerId ?? 0, command = filter.Command ?? "", refused = filter.IsRefused ? 1 : 0, since = StartOf(turn, filter.Since),
                // '/' comes right after '.', so this is every act of the command.
                first = $"{filter.Command}.", last = $"{filter.Command}/",
                // Who leafs through the record would else see mostly that.
                audit = Contract.Command, read = "audit.read",
            });
        var filterWords = await InWordsAsync(turn, filter);
        await turn.AuditAsync("audit.read", details: filter.ToString());
        List<Button> buttons = [];
        if (entries.Count > PageLength)
        {
            Offer("older_button", string.Create(CultureInfo.InvariantCulture, $"lama/{entries[PageLength - 1].Id}/{filter}"));
        }

        if (before != long.MaxValue)
        {
            Offer("newest_button", $"isi/{filter}");
        }

        if (!filter.IsRefused && entries.Count > 0)
        {
            Offer("refused_button", $"isi/{filter with { IsRefused = true }}");
        }

        buttons.Add(turn.Button("search_button", "cari"));
        if (filter != AuditFilter.None)
        {
            buttons.Add(turn.Button("all_button", ""));
        }

        var text = entries.Count == 0
            ? turn.Text("empty", ("filter", filterWords))
            : turn.Text("entries", ("filter", filterWords), ("entries", string.Join('\n', entries.Take(PageLength).Select(entry => LineOf(turn, entry)))));
        await turn.SayAsync(text, [.. buttons, turn.MenuButton]);

        // What is too long for a button can still be typed.
        void Offer(string key, string arguments)
        {
            if (arguments.Length <= MostCarried)
            {
                buttons.Add(turn.Button(key, arguments));
            }
        }
    }

    private static string LineOf(CapabilityTurn turn, Entry entry)
    {
        var language = turn.Person.Language;
        return turn.Text(
            "line",
            ("when", LanguageData.Moment(entry.At, Values(turn))),
            ("officer", entry.Name ?? turn.Text("somebody").Text),
            ("what", string.Join(" · ", new[]
            {
                ActWords.Of(turn.Library, language, entry.Act), AreaIn(turn, entry.Area),
                ActWords.DetailsOf(turn.Library, language, entry.Act, entry.Details, entry.Area),
                entry.PersonId is null ? null : turn.Text("one_person").Text,
            }.OfType<string>()))).Text;
    }

    private static async Task<string> InWordsAsync(CapabilityTurn turn, AuditFilter filter)
    {
        if (filter == AuditFilter.None)
        {
            return turn.Text("everything").Text;
        }

        return string.Join(", ", new[]
        {
            filter.Command is { } command ? turn.Text("of_command", ("command", command)).Text : null,
            filter.IsRefused ? turn.Text("of_refused").Text : null,
            filter.OfficerId is { } officerId ? turn.Text("of_officer", ("officer", await NameAsync(turn, officerId))).Text : null,
            filter.Since is { } day
                ? turn.Text("since", ("day", turn.Library.Texts.Data.Display("date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Values(turn)))).Text
                : null,
        }.OfType<string>());
    }

    /// <summary>Only of those who did something in the area: the number may be forged.</summary>
    private static async Task<string> NameAsync(CapabilityTurn turn, long officerId) => await turn.Session.FirstOrDefaultAsync<string?>(
        turn.Officer.In(Permission.ReadAudit).Sql(
            "select coalesce(p.name, p.display_name) from person p where p.id = @officerId and exists (select 1 from audit a where a.officer_id = p.id and {within a.area})"),
        new { officerId }) ?? turn.Text("somebody").Text;

    private static long StartOf(CapabilityTurn turn, DateOnly? day)
    {
        var zone = Person.ClockOf(turn.Person.Zone);
        return day?.ToDateTime(TimeOnly.MinValue) is { } local ? new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUnixTimeMilliseconds() : 0;
    }

    private static ValueContext Values(CapabilityTurn turn) => new(turn.Now, Person.ClockOf(turn.Person.Zone), turn.Person.Language);

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

    private sealed record Entry(long Id, DateTimeOffset At, string Act, string? Area, long? PersonId, string? Details, string? Name);

    private sealed record Named(long Id, string? Name);
}
