using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Tests.Understanding;

public sealed class NameTypeTests
{
    private static readonly ValueContext Context = new(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, "id");

    [Theory]
    [InlineData("Bu Sari", "Bu Sari")]
    [InlineData("nama saya siti aminah biasa dipanggil bu siti", "bu siti")]
    [InlineData("nama saya Siti Aminah", "Siti Aminah")]
    [InlineData("Nama saya: Budi Santoso, S.Pd.", "Budi Santoso, S.Pd")]
    [InlineData("panggil saja Pak Budi", "Pak Budi")]
    [InlineData("panggil saya Rina aja ya", "Rina")]
    [InlineData("saya Dewi", "Dewi")]
    [InlineData("nama: Siti", "Siti")]
    [InlineData("Nama panggilan: Bu Sari", "Bu Sari")]
    [InlineData("namaku Agus 🙏", "Agus")]
    [InlineData("Bu Ani saja", "Bu Ani")]
    [InlineData("dipanggil Wati", "Wati")]
    [InlineData("biasa dipanggil Mas Joko, salam kenal", "Mas Joko")]
    [InlineData("perkenalkan nama saya Hasan dari SDN 1", "Hasan")]
    [InlineData("my name is Eko", "Eko")]
    [InlineData("call me Mr Eko please", "Mr Eko")]
    [InlineData("  Sri  Wahyuni ", "Sri Wahyuni")]
    [InlineData("Saya", "Saya")]
    [InlineData("Aminah", "Aminah")]
    [InlineData("I Made Wirawan", "I Made Wirawan")]
    [InlineData("Ku Panggilan", "Ku Panggilan")]
    public void The_name_is_taken_out_of_what_people_write_around_it(string typed, string name) =>
        Assert.Equal(name, Assert.IsType<ValueResult.Accepted>(new NameType(max: null).Parse(new TextInput(typed), Context)).Value);

    [Theory]
    [InlineData("🙏")]
    [InlineData("👍🏽👍🏽")]
    [InlineData("12345")]
    [InlineData("081234567890")]
    [InlineData("...")]
    [InlineData("nanti saja")]
    [InlineData("buat apa?")]
    [InlineData("gak mau")]
    [InlineData("siti12@guru.sd.belajar.id")]
    [InlineData("kenapa harus isi nama panggilan di sini sih min")]
    [InlineData("")]
    public void What_is_no_name_is_refused(string typed) =>
        Assert.IsType<ValueResult.Refused>(new NameType(max: null).Parse(new TextInput(typed), Context));
}
