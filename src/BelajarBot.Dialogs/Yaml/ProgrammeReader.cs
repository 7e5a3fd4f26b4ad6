using System.Collections.Frozen;
using System.Collections.Immutable;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Expressions;
using BelajarBot.Dialogs.Programs;
using Place = BelajarBot.Dialogs.Checks.Place;

namespace BelajarBot.Dialogs.Yaml;

/// <summary>
/// Reads a file of <c>programs/</c>:
/// <code>
/// program: pembatik
/// title: PembaTIK
/// links:
///   portal: {title: Rumah Pendidikan, value: rumah.pendidikan.go.id, source: B33, last_checked: 2026-01-31, confidence: V}
/// facts:
///   nilai_lulus: {value: 70, type: number, source: P14, last_checked: 2026-01-31, confidence: V-press}
/// lists:
///   bidang:
///     - {id: seni, value: Seni, also: [kesenian], source: SE 3/2026, last_checked: 2026-01-31, confidence: V}
/// milestones:
///   level_1: Lulus level 1
/// dates: [pendaftaran_buka, pendaftaran_tutup]
/// date_titles:
///   pendaftaran_tutup: Pendaftaran ditutup
/// reminders:
///   - {id: tutup, when: 3 days before program.pendaftaran_tutup at 09:00, say: Tiga hari lagi pendaftaran ditutup., opens: pembatik_daftar}
/// cycles:
///   - cycle: 2026
///     state: open
///     source: SE 12/2026
///     last_checked: 2026-06-01
///     confidence: V
///     dates:
///       pendaftaran_tutup: {value: 2026-07-15, source: SE 12/2026, last_checked: 2026-06-01, confidence: V}
/// </code>
/// </summary>
internal sealed class ProgrammeReader
{
    /// <summary>Where the files stand.</summary>
    internal const string Folder = "programs/";

    private static readonly string[] RowKeys = ["value", "valid_from", "valid_to", .. ProvenanceReader.Keys];

    /// <summary>Indonesia's clocks by the names that people write.</summary>
    private static readonly FrozenDictionary<string, TimeZoneInfo> Zones = new Dictionary<string, string>
    {
        ["WIB"] = "Asia/Jakarta",
        ["WITA"] = "Asia/Makassar",
        ["WIT"] = "Asia/Jayapura",
    }.ToFrozenDictionary(zone => zone.Key, zone => TimeZoneInfo.FindSystemTimeZoneById(zone.Value));

    private readonly FileReader file;
    private readonly MapNode root;
    private readonly HashSet<string> names = [];
    private readonly TimeZoneInfo zone;

    private ProgrammeReader(FileReader file, MapNode root)
    {
        (this.file, this.root) = (file, root);
        zone = Zone(root, Programmes.Jakarta);
    }

    /// <summary>Reads and checks one file with its translations; null after reporting why when it is of no use.</summary>
    internal static Programme? Read(MapNode root, FileReader file) => new ProgrammeReader(file, root).Read();

    private Programme? Read()
    {
        file.CheckKeys(root, ["program", "title", "languages", "zone", "links", "facts", "lists", "milestones", "dates", "date_titles", "reminders", "cycles"], "program");
        var id = file.RequiredId(root, "program");
        var title = file.RequiredText(root, "title", "title");
        var links = Links();
        var facts = Facts();
        var lists = Lists();
        var dates = DateNames();
        var cycles = Cycles();
        if (id is null || title is null)
        {
            return null;
        }

        if (id != Path.GetFileNameWithoutExtension(file.Name).Replace('-', '_'))
        {
            file.Problems.Error(root.PlaceOf("program"), "D005",
                $"Program \"{id}\" harus berada di berkas {Folder}{id.Replace('_', '-')}.yaml.",
                $"The programme \"{id}\" belongs in the file {Folder}{id.Replace('_', '-')}.yaml.");
        }

        return new Programme(id, file.Name, file.Languages, title, links, facts, lists, dates, cycles) { Milestones = Titles("milestones"), DateTitles = DateTitles(dates), Reminding = Reminding(id, title) };
    }

    /// <summary>The reminders of those who take part; null where there are none.</summary>
    private Dialog? Reminding(string id, Text title)
    {
        var rules = RemindersReader.Read(root, file, isOfProgramme: true);
        foreach (var rule in rules.Where(rule => ButtonData.LaterOf(id, 1, rule.Id).Length > ButtonData.MostBytes))
        {
            file.Problems.Error(rule.WhenPlace, "D005",
                $"Nama program \"{id}\" dan pengingat \"{rule.Id}\" bersama-sama terlalu panjang. Pendekkan id pengingatnya.",
                $"The names of the programme \"{id}\" and the reminder \"{rule.Id}\" are together too long. Shorten the id of the reminder.");
        }

        return rules.IsEmpty ? null : new Dialog
        {
            Id = Programmes.Prefix + id,
            Revision = "",
            File = file.Name,
            Title = title,
            Languages = file.Languages,
            Program = id,
            IsOfProgramme = true,
            MenuPlaces = FrozenDictionary<string, int>.Empty,
            Start = new StartWords([], null, null),
            Milestones = [],
            Answers = FrozenDictionary<string, Answer>.Empty,
            Steps = [],
            Help = [],
            Reminders = rules,
            Moved = FrozenDictionary<string, string>.Empty,
            KeyPlaces = new Dictionary<string, Place> { ["languages"] = root.PlaceOf("languages") },
        };
    }

    private FrozenDictionary<string, Text> DateTitles(ImmutableArray<string> dates)
    {
        if (file.Map(root, "date_titles") is { } map)
        {
            file.CheckKeys(map, dates, "date_titles");
        }

        return Titles("date_titles");
    }

    /// <summary>What people call things, by the names of the things.</summary>
    private FrozenDictionary<string, Text> Titles(string under)
    {
        var read = new Dictionary<string, Text>();
        if (file.Map(root, under) is { } map)
        {
            foreach (var (key, _) in map.Entries.Where(entry => IsName(entry.Key)))
            {
                if (file.RequiredText(map, key.Value, $"{under}.{key.Value}") is { } words)
                {
                    read[key.Value] = words;
                }
            }
        }

        return read.ToFrozenDictionary();
    }

    private ImmutableArray<SourcedValue> Links()
    {
        var links = ImmutableArray.CreateBuilder<SourcedValue>();
        foreach (var (key, node) in file.Map(root, "links")?.Entries ?? [])
        {
            if (IsFreeName(key) && RowOf(node) is { } map)
            {
                file.CheckKeys(map, [.. RowKeys, "title"], "links");
                var title = file.RequiredText(map, "title", $"links.{key.Value}.title");
                if (Row(map, key.Value, ValueKind.Text, zone) is { } row)
                {
                    links.Add(row with { Title = title });
                }
            }
        }

        return links.ToImmutable();
    }

    private ImmutableArray<SourcedValue> Facts()
    {
        var facts = ImmutableArray.CreateBuilder<SourcedValue>();
        foreach (var (key, node) in file.Map(root, "facts")?.Entries ?? [])
        {
            if (!IsFreeName(key))
            {
                continue;
            }

            // A fact that changes with time is a list of rows.
            var rows = node is ListNode list ? list.Items : [node];
            var kinds = new HashSet<ValueKind>();
            foreach (var (index, map) in rows.Select(RowOf).OfType<MapNode>().Index())
            {
                file.CheckKeys(map, [.. RowKeys, "type"], "facts");
                var kind = Kind(map);
                kinds.Add(kind);
                if (Row(map, key.Value, kind, zone) is { } row)
                {
                    facts.Add(kind is not ValueKind.Text ? row
                        : row with { Words = file.Text(map, "value", index == 0 ? $"facts.{key.Value}" : $"facts.{key.Value}.{index + 1}") });
                }
            }

            if (kinds.Count > 1)
            {
                file.Problems.Error(key.Place, "D102",
                    $"Semua baris \"{key.Value}\" harus berjenis sama.", $"All rows of \"{key.Value}\" must be of one type.");
            }
        }

        return facts.ToImmutable();
    }

    /// <summary>What people can choose from, each with where it comes from; the id is what is stored, so it is permanent.</summary>
    private FrozenDictionary<string, ImmutableArray<Choice>> Lists()
    {
        var lists = new Dictionary<string, ImmutableArray<Choice>>();
        foreach (var (key, _) in file.Map(root, "lists")?.Entries.Where(entry => IsFreeName(entry.Key)) ?? [])
        {
            var choices = new List<Choice>();
            foreach (var map in file.Maps(file.Map(root, "lists")!, key.Value))
            {
                file.CheckKeys(map, [.. RowKeys, "id", "also"], "lists");
                if (file.RequiredId(map, "id") is not { } id || Row(map, id, ValueKind.Text, zone) is not { } row
                    || file.Text(map, "value", $"lists.{key.Value}.{id}") is not { } label)
                {
                    continue;
                }

                if (choices.Exists(choice => choice.Id == id))
                {
                    file.Problems.Error(map.PlaceOf("id"), "D001",
                        $"Daftar \"{key.Value}\" punya dua isi \"{id}\". Ganti id salah satunya.", $"The list \"{key.Value}\" has two rows \"{id}\". Rename one of the ids.");
                    continue;
                }

                choices.Add(new Choice(
                    id, label, file.WordList(map, "also", $"lists.{key.Value}.{id}.also"), null, null, [], map.Place,
                    map.Entries.ToDictionary(entry => entry.Key.Value, entry => entry.Value.Place)) { Listed = row with { Words = label } });
            }

            if (choices.Sum(choice => choice.Label.ByLanguage.Values.Max(words => words.Source.Length) + 2) > SourcedValue.LongestText)
            {
                file.Problems.Error(key.Place, "D102",
                    $"Isi daftar \"{key.Value}\" bersama-sama terlalu panjang untuk satu teks: paling banyak {SourcedValue.LongestText} karakter.",
                    $"The rows of the list \"{key.Value}\" are together too long for a text: {SourcedValue.LongestText} characters at most.");
            }

            lists[key.Value] = [.. choices];
        }

        return lists.ToFrozenDictionary();
    }

    /// <summary>Names of dates that no cycle has yet: dialogs may already speak of them, and administrators fill them in.</summary>
    private ImmutableArray<string> DateNames() =>
    [
        .. (root.Find("dates") as ListNode)?.Items.OfType<ScalarNode>().Where(IsName).Select(name =>
        {
            if (names.Contains(name.Value))
            {
                ReportTaken(name);
            }

            return name.Value;
        }) ?? file.Words(root, "dates"),
    ];

    private ImmutableArray<Cycle> Cycles()
    {
        var cycles = ImmutableArray.CreateBuilder<Cycle>();
        foreach (var map in file.Maps(root, "cycles"))
        {
            file.CheckKeys(map, ["cycle", "state", .. ProvenanceReader.Keys, "dates"], "cycles");
            if (file.Required(map, "cycle") is not { } id)
            {
                continue;
            }

            if (id.Length > 31 || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            {
                file.Problems.Error(map.PlaceOf("cycle"), "D005",
                    $"\"{id}\" bukan nama siklus: huruf kecil, angka atau _, paling banyak 31; biasanya tahunnya, 2026.",
                    $"\"{id}\" is no name of a cycle: small letters, digits or _, at most 31; usually the year, 2026.");
            }
            else if (cycles.Any(cycle => cycle.Id == id))
            {
                file.Problems.Error(map.PlaceOf("cycle"), "D001",
                    $"Ada dua siklus \"{id}\". Gabungkan, atau ganti nama salah satunya.", $"There are two cycles \"{id}\". Merge them or rename one.");
            }
            else
            {
                var state = State(map);
                var provenance = state is CycleState.Unannounced && !ProvenanceReader.Keys.Any(map.Has) ? null : ProvenanceReader.Read(map, file);
                cycles.Add(new Cycle(id, state, provenance, Dates(map), map.Place));
            }
        }

        return cycles.ToImmutable();
    }

    private FrozenDictionary<string, SourcedValue> Dates(MapNode cycle)
    {
        var dates = new Dictionary<string, SourcedValue>();
        foreach (var (key, node) in file.Map(cycle, "dates")?.Entries ?? [])
        {
            if (IsName(key) && RowOf(node) is { } map)
            {
                if (names.Contains(key.Value))
                {
                    ReportTaken(key);
                }

                file.CheckKeys(map, [.. RowKeys, "zone"], "dates");
                if (Row(map, key.Value, ValueKind.Date, Zone(map, zone)) is { } row)
                {
                    dates[key.Value] = row;
                }
            }
        }

        return dates.ToFrozenDictionary();
    }

    /// <summary>One value with where it comes from; null after reporting why when there is none.</summary>
    private SourcedValue? Row(MapNode map, string name, ValueKind kind, TimeZoneInfo clock)
    {
        var provenance = ProvenanceReader.Read(map, file);
        var (from, to) = (ProvenanceReader.Date(map, "valid_from", file), ProvenanceReader.Date(map, "valid_to", file));
        if (to < from)
        {
            file.Problems.Error(map.PlaceOf("valid_to"), "D103",
                $"\"{name}\": valid_to mendahului valid_from.", $"\"{name}\": valid_to comes before valid_from.");
        }

        if (file.Required(map, "value") is not { } value)
        {
            return null;
        }

        if (!SourcedValue.Fits(kind, value))
        {
            var (form, english) = kind switch
            {
                ValueKind.Date => ("tanggal seperti 2026-07-15", "a date such as 2026-07-15"),
                ValueKind.Number => ("angka seperti 70", "a number such as 70"),
                _ => ($"teks paling panjang {SourcedValue.LongestText} karakter", $"a text of at most {SourcedValue.LongestText} characters"),
            };
            file.Problems.Error(map.PlaceOf("value"), "D102",
                $"Isi \"{name}\" harus berupa {form}.", $"The value of \"{name}\" must be {english}.");
            return null;
        }

        return new SourcedValue(name, kind, value, provenance, clock, map.PlaceOf("value")) { ValidFrom = from, ValidTo = to };
    }

    private CycleState State(MapNode map)
    {
        if (file.Required(map, "state") is not { } word || Cycle.StateOf(word) is not { } state)
        {
            if (file.Word(map, "state") is { } unknown)
            {
                file.Problems.Error(map.PlaceOf("state"), "D102",
                    $"Keadaan \"{unknown}\" tidak ada.{Spelling.MaksudAnda(unknown, Cycle.StateNames)} Yang ada: {string.Join(", ", Cycle.StateNames)}.",
                    $"There is no state \"{unknown}\".{Spelling.DidYouMean(unknown, Cycle.StateNames)} There are: {string.Join(", ", Cycle.StateNames)}.");
            }

            return CycleState.Unannounced;
        }

        return state;
    }

    private ValueKind Kind(MapNode map)
    {
        switch (file.Word(map, "type"))
        {
            case null or "text":
                return ValueKind.Text;
            case "date":
                return ValueKind.Date;
            case "number":
                return ValueKind.Number;
            case var type:
                file.Problems.Error(map.PlaceOf("type"), "D021",
                    $"Jenis \"{type}\" tidak ada di sini. Yang ada: text, date, number.", $"There is no type \"{type}\" here. There are: text, date, number.");
                return ValueKind.Text;
        }
    }

    private TimeZoneInfo Zone(MapNode map, TimeZoneInfo whenAbsent)
    {
        if (file.Word(map, "zone") is not { } word)
        {
            return whenAbsent;
        }

        if (Zones.TryGetValue(word, out var named))
        {
            return named;
        }

        file.Problems.Error(map.PlaceOf("zone"), "D102",
            $"Zona \"{word}\" tidak dikenal. Tulis WIB, WITA atau WIT.", $"The zone \"{word}\" is unknown. Write WIB, WITA or WIT.");
        return whenAbsent;
    }

    private MapNode? RowOf(Node node)
    {
        if (node is MapNode map)
        {
            return map;
        }

        file.Problems.Error(node.Place, "D101",
            "Tulis nilai beserta asalnya, misalnya {value: 70, source: P14, last_checked: 2026-01-31, confidence: V-press}.",
            "Write the value with where it comes from, as in {value: 70, source: P14, last_checked: 2026-01-31, confidence: V-press}.");
        return null;
    }

    private bool IsFreeName(ScalarNode key)
    {
        if (!IsName(key))
        {
            return false;
        }

        if (!names.Add(key.Value))
        {
            ReportTaken(key);
            return false;
        }

        return true;
    }

    private bool IsName(ScalarNode key)
    {
        if (FileReader.IsId(key.Value) && !Programme.Reserved.Contains(key.Value))
        {
            return true;
        }

        file.Problems.Error(key.Place, "D005",
            $"\"{key.Value}\" bukan nama yang sah: huruf kecil, angka atau _, diawali huruf, dan bukan {string.Join(", ", Programme.Reserved)}.",
            $"\"{key.Value}\" is no valid name: small letters, digits or _, beginning with a letter, and not {string.Join(", ", Programme.Reserved)}.");
        return false;
    }

    private void ReportTaken(ScalarNode key) => file.Problems.Error(key.Place, "D001",
        $"Nama \"{key.Value}\" sudah dipakai fakta atau tautan lain di program ini. Pakai nama lain.",
        $"The name \"{key.Value}\" is taken by another fact or link of this programme. Use another.");
}
