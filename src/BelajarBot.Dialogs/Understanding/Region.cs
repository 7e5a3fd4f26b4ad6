namespace BelajarBot.Dialogs.Understanding;

/// <summary>A province, or a regency or city within one.</summary>
/// <param name="Code">The ministry of home affairs' code: <c>32</c> or <c>32.73</c>.</param>
/// <param name="Name">The full name, with <c>Kabupaten</c> or <c>Kota</c>.</param>
/// <param name="Kind"><c>provinsi</c>, <c>kabupaten</c> or <c>kota</c>.</param>
/// <param name="ProvinceCode">The code of its province; its own when it is one.</param>
/// <param name="TimeZone">The IANA zone of its clocks.</param>
public sealed record Region(string Code, string Name, string Kind, string ProvinceCode, string TimeZone)
{
    /// <summary>Whether it is a province.</summary>
    public bool IsProvince => Kind == "provinsi";
}
