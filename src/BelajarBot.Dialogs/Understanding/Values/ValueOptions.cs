namespace BelajarBot.Dialogs.Understanding.Values;

/// <summary>Which side of today a date without a year lies on, and whether the other side is refused.</summary>
public enum DateHint
{
    /// <summary>Either; a date without a year is in this year.</summary>
    Any,

    /// <summary>Today or later.</summary>
    Future,

    /// <summary>Today or earlier.</summary>
    Past,
}

/// <summary>How wide a region is asked for.</summary>
public enum RegionLevel
{
    /// <summary>A province, a regency or a city.</summary>
    Any,

    /// <summary>A province.</summary>
    Province,

    /// <summary>A regency (kabupaten) or a city (kota).</summary>
    Regency,
}

/// <summary>What an author may write beside <c>type:</c>. What does not concern a type is ignored by it.</summary>
/// <param name="Min">The least number.</param>
/// <param name="Max">The greatest number, or the most characters of a text.</param>
/// <param name="When">Which dates are meant.</param>
/// <param name="Level">Which regions are meant.</param>
public sealed record ValueOptions(decimal? Min = null, decimal? Max = null, DateHint When = DateHint.Any, RegionLevel Level = RegionLevel.Any)
{
    /// <summary>Nothing written.</summary>
    public static ValueOptions None { get; } = new();
}
