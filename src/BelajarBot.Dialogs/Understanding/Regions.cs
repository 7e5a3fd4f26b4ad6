namespace BelajarBot.Dialogs.Understanding;

/// <summary>All regions of the country, and the ways in which people name them.</summary>
public sealed class Regions
{
    private static readonly HashSet<string> Fillers =
        ["saya", "sy", "kami", "di", "dari", "daerah", "wilayah", "tinggal", "asal", "domisili", "sekolah", "mengajar", "itu", "ya", "bu", "pak", "min", "kak", "ada", "tepatnya", "kec", "i", "am", "from", "in"];

    private readonly Dictionary<string, Region> byCode = [];
    private readonly Dictionary<string, Region> byFormerCode = [];
    private readonly Dictionary<string, List<Region>> byName = [];
    private readonly List<Region> all = [];
    private int longestName = 1;

    private Regions()
    {
    }

    /// <summary>Every region, in the order of the table.</summary>
    public IReadOnlyList<Region> All => all;

    /// <summary>Reads the two tables.</summary>
    /// <param name="file">The name of the regions file, to show in problems.</param>
    /// <param name="text">Columns <c>code,name,kind,province_code,timezone</c>.</param>
    /// <param name="aliasFile">The name of the alias file, to show in problems.</param>
    /// <param name="aliasText">Columns <c>code,aliases</c>; other names and former codes, with <c>/</c> between them.</param>
    /// <param name="problems">Receives every mistake.</param>
    public static Regions Parse(string file, string text, string aliasFile, string aliasText, ICollection<DataProblem> problems)
    {
        var regions = new Regions();
        foreach (var row in CsvTable.Read(file, text, ["code", "name", "kind", "province_code", "timezone"], problems).Rows)
        {
            var region = new Region(row[0], row[1], row[2], row[3], row[4]);
            if (!regions.byCode.TryAdd(region.Code, region))
            {
                problems.Add(new DataProblem(file, row.Line, $"code {region.Code} is already there; keep one of the two"));
                continue;
            }

            regions.all.Add(region);
            regions.Learn(BareName(region.Name), region);
            regions.Learn(region.Name, region);
        }

        foreach (var row in CsvTable.Read(aliasFile, aliasText, ["code", "aliases"], problems).Rows)
        {
            if (!regions.byCode.TryGetValue(row[0], out var region))
            {
                problems.Add(new DataProblem(aliasFile, row.Line, $"no region has the code '{row[0]}'"));
                continue;
            }

            foreach (var alias in row[1].Split('/', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (IsCode(alias))
                {
                    if (regions.byCode.TryAdd(alias, region))
                    {
                        regions.byFormerCode.Add(alias, region);
                    }
                }
                else
                {
                    regions.Learn(alias, region);
                }
            }
        }

        return regions;
    }

    /// <summary>The region with a code, present or former; null when there is none.</summary>
    /// <param name="code">As <c>32.73</c>.</param>
    public Region? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>The provinces that a province was parted into, besides what is left of it: of Papua those of 2022. Their regencies had its codes.</summary>
    /// <param name="provinceCode">As <c>91</c>.</param>
    public IReadOnlyList<Region> PartedFrom(string provinceCode) =>
    [
        .. byFormerCode.Where(former => former.Key.StartsWith($"{provinceCode}.", StringComparison.Ordinal) && former.Value.ProvinceCode != provinceCode)
            .Select(former => former.Value.ProvinceCode).Distinct().Order(StringComparer.Ordinal).Select(code => byCode[code]),
    ];

    /// <summary>Every word by which a condition may name a region, in small letters, with its code: codes, full names, and other names that mean one region only.</summary>
    internal IReadOnlyDictionary<string, string> Words()
    {
        var words = byCode.ToDictionary(entry => entry.Key, entry => entry.Value.Code);
        foreach (var region in all)
        {
            words.TryAdd(region.Name.ToLowerInvariant(), region.Code);
        }

        foreach (var (name, named) in byName.Where(entry => entry.Value.Count == 1))
        {
            words.TryAdd(name, named[0].Code);
        }

        return words;
    }

    /// <summary>The regencies and cities of a province.</summary>
    /// <param name="provinceCode">As <c>32</c>.</param>
    public IEnumerable<Region> In(string provinceCode) =>
        all.Where(region => !region.IsProvince && region.ProvinceCode == provinceCode);

    /// <summary>
    /// The regions that a text may mean: none, one, or several for a name such as Bandung or Jambi. A province named
    /// beside a regency narrows the choice, and a misspelt name counts when only one name is that near.
    /// </summary>
    /// <param name="text">As typed.</param>
    public IReadOnlyList<Region> Resolve(string text)
    {
        if (text.Length > 200)
        {
            return [];
        }

        if (Find(text.Trim()) is { } coded)
        {
            return [coded];
        }

        var words = Fold.Words(text).Where(word => !Fillers.Contains(word)).ToArray();
        var mentions = Mentions(words);
        if (mentions.Count == 0)
        {
            mentions = Misspelt(words) is { Count: > 0 } near ? [near] : [];
        }

        return mentions switch
        {
            [] => [],
            [var only] => only,
            _ => Combine(mentions),
        };
    }

    private static Region[] Combine(List<IReadOnlyList<Region>> mentions)
    {
        var provinces = mentions.SelectMany(mention => mention).Where(region => region.IsProvince).Select(region => region.Code).ToHashSet();
        var regencies = mentions.SelectMany(mention => mention).Where(region => !region.IsProvince).Distinct().ToArray();
        var within = regencies.Where(region => provinces.Contains(region.ProvinceCode)).ToArray();
        return within.Length > 0 ? within
            : regencies.Length > 0 ? regencies
            : [.. mentions.SelectMany(mention => mention).Distinct()];
    }

    private List<IReadOnlyList<Region>> Mentions(string[] words)
    {
        var mentions = new List<IReadOnlyList<Region>>();
        var i = 0;
        while (i < words.Length)
        {
            var taken = 0;
            for (var length = Math.Min(longestName, words.Length - i); length > 0 && taken == 0; length--)
            {
                if (byName.TryGetValue(string.Concat(words.AsSpan(i, length)!), out var named))
                {
                    mentions.Add(OfKind(named, words, i, length));
                    taken = length;
                }
            }

            i += Math.Max(taken, 1);
        }

        return mentions;
    }

    /// <summary>The kind may stand before the name or behind it: "kab bogor", "bogor kota".</summary>
    private static IReadOnlyList<Region> OfKind(List<Region> named, string[] words, int start, int length)
    {
        var kind = start > 0 ? Kind(words[start - 1]) : null;
        kind ??= start + length < words.Length ? Kind(words[start + length]) : null;
        var fitting = kind is null ? [] : named.Where(region => region.Kind == kind).ToArray();
        return fitting.Length > 0 ? fitting : named;
    }

    private List<Region> Misspelt(string[] words)
    {
        var kind = words.Select(Kind).FirstOrDefault(word => word is not null);
        var written = string.Concat(words.Where(word => Kind(word) is null));
        if (written.Length < 5)
        {
            return [];
        }

        var (best, names) = (3, new HashSet<string>());
        foreach (var name in byName.Keys)
        {
            var limit = Math.Min(Typo.Allowed(name.Length), best);
            var distance = limit == 0 ? 1 : Typo.Distance(written, name, limit);
            if (distance > limit || distance > best)
            {
                continue;
            }

            if (distance < best)
            {
                (best, names) = (distance, []);
            }

            names.Add(name);
        }

        var found = names.SelectMany(name => byName[name]).Distinct().ToList();
        if (kind is not null && found.Exists(region => region.Kind == kind))
        {
            found.RemoveAll(region => region.Kind != kind);
        }

        return found.Select(region => BareName(region.Name)).Distinct().Count() == 1 ? found : [];
    }

    private void Learn(string name, Region region)
    {
        var words = Fold.Words(name);
        longestName = Math.Max(longestName, words.Length);
        var key = string.Concat(words);
        if (!byName.TryGetValue(key, out var named))
        {
            byName[key] = named = [];
        }

        if (!named.Contains(region))
        {
            named.Add(region);
        }
    }

    private static string? Kind(string word) => word switch
    {
        "kab" or "kabupaten" or "kbupaten" or "kabupatn" or "kb" or "regency" => "kabupaten",
        "kota" or "kt" or "kodya" or "kotamadya" or "kot" or "city" => "kota",
        "prov" or "provinsi" or "propinsi" or "prop" or "province" => "provinsi",
        _ => null,
    };

    private static string BareName(string name)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["Kabupaten Administrasi ", "Kota Administrasi ", "Kabupaten ", "Kota "])
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return name[prefix.Length..];
            }
        }

        return name;
    }

    private static bool IsCode(string text) => text.Length > 0 && text.All(c => c is '.' || char.IsAsciiDigit(c));
}
