using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>A province, regency or city, stored as its code: <c>32</c> or <c>32.73</c>.</summary>
internal sealed class RegionType(Regions regions, RegionLevel level) : IValueType
{
    public const string Word = "region";

    public string Name => Word;

    public ValueResult Parse(Input input, ValueContext context)
    {
        if (input is not TextInput { Text: var text })
        {
            return new ValueResult.Refused(ValueTexts.Invalid);
        }

        var found = AtLevel(regions.Resolve(text));
        return found switch
        {
            [] => new ValueResult.Refused(ValueTexts.Invalid),
            [var only] => new ValueResult.Accepted(only.Code, only.Name),
            _ => new ValueResult.Choose([.. found.Select(region => new ValueOption(region.Code, Shown(region)))]),
        };
    }

    public IReadOnlyList<ValueSample> Samples(Random random)
    {
        var candidates = regions.All.Where(region => level == RegionLevel.Any || region.IsProvince == (level == RegionLevel.Province)).ToArray();
        if (candidates.Length == 0)
        {
            return [ValueSample.Typed("entah di mana", SampleKind.Invalid)];
        }

        var region = candidates[random.Next(candidates.Length)];
        return
        [
            ValueSample.Typed(region.Name, SampleKind.Valid),
            ValueSample.Typed(region.Code, SampleKind.Valid),
            ValueSample.Typed($"saya di {region.Name}", SampleKind.Valid),
            ValueSample.Typed("entah di mana", SampleKind.Invalid),
            ValueSample.Typed(region.Name.Remove(region.Name.Length / 2, 1), SampleKind.Typo),
        ];
    }

    private Region[] AtLevel(IReadOnlyList<Region> found)
    {
        switch (level)
        {
            case RegionLevel.Province:
                return [.. found.Select(region => regions.Find(region.ProvinceCode) ?? region).Distinct()];
            case RegionLevel.Regency:
                var regencies = found.Where(region => !region.IsProvince).ToArray();
                return regencies.Length > 0 ? regencies : [.. found.SelectMany(province => regions.In(province.Code))];
            default:
                return [.. found];
        }
    }

    /// <summary>A province that shares its name with a city says that it is one.</summary>
    private static string Shown(Region region) => region.IsProvince ? $"Provinsi {region.Name}" : region.Name;
}
