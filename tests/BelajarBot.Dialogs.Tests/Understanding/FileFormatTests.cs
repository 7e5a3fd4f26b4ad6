using System.Text;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Understanding.Values;

namespace BelajarBot.Dialogs.Tests.Understanding;

/// <summary>What a file is says its content, and its name must go with it.</summary>
public sealed class FileFormatTests
{
    public static TheoryData<string, FileFormat> Beginnings => new()
    {
        { "%PDF-1.7\n", FileFormat.Pdf },
        { "\u00FF\u00D8\u00FF\u00E0", FileFormat.Jpeg },
        { "\u0089PNG\r\n\u001A\n", FileFormat.Png },
        { "PK\u0003\u0004…[Content_Types].xml…word/document.xml", FileFormat.Word },
        { "PK\u0003\u0004…[Content_Types].xml…xl/workbook.xml", FileFormat.Excel },
        { "PK\u0003\u0004…classes.dex", FileFormat.Other },
        { "MZ\u0090\0", FileFormat.Other },
        { "nomor;nama\r\n", FileFormat.Text },
        { "", FileFormat.Text },
    };

    [Theory, MemberData(nameof(Beginnings))]
    public void The_first_bytes_tell(string beginning, FileFormat format) =>
        Assert.Equal(format, FileFormats.Of(Encoding.Latin1.GetBytes(beginning)));

    [Fact]
    public void Text_may_be_cut_in_the_middle_of_a_character_and_holds_no_control_characters()
    {
        Assert.Equal(FileFormat.Text, FileFormats.Of(Encoding.UTF8.GetBytes("kegiatan …").AsSpan(..^1)));
        Assert.Equal(FileFormat.Other, FileFormats.Of("abc\0"u8));
        Assert.Equal(FileFormat.Other, FileFormats.Of([(byte)'a', 0xC3, (byte)'a']));
    }

    [Theory]
    [InlineData(FileFormat.Pdf, "RTL.PDF", true)]
    [InlineData(FileFormat.Pdf, null, true)]
    [InlineData(FileFormat.Jpeg, "foto.jpeg", true)]
    [InlineData(FileFormat.Pdf, "foto.jpg", false)]
    [InlineData(FileFormat.Text, "halaman.html", false)]
    [InlineData(FileFormat.Other, "rtl.pdf", false)]
    [InlineData(FileFormat.Other, null, false)]
    public void A_name_has_the_ending_of_what_it_is_or_none(FileFormat format, string? name, bool fits) =>
        Assert.Equal(fits, FileFormats.Fits(format, name));

    [Theory]
    [InlineData("document", "rtl.pdf", FileFormat.Pdf, 1000, false, null)]
    [InlineData("document", "rtl.pdf", null, 1000, false, null)]
    [InlineData("document", "rtl.pdf", FileFormat.Other, 1000, false, "not_what_it_says")]
    [InlineData("document", "rtl.pdf", FileFormat.Png, 1000, false, "not_what_it_says")]
    [InlineData("document", "rtl.pdf", FileFormat.Pdf, 30_000_000, false, "too_large")]
    [InlineData("document", "rtl.pdf", null, 1000, true, "gone")]
    [InlineData("photo", "poster", FileFormat.Png, 1000, false, null)]
    [InlineData("photo", "poster.png", FileFormat.Other, 1000, false, "not_what_it_says")]
    [InlineData("photo", "poster.png", FileFormat.Text, 1000, false, "not_a_picture")]
    [InlineData("photo", "poster.pdf", FileFormat.Jpeg, 1000, false, "not_what_it_says")]
    [InlineData("photo", "poster.png", FileFormat.Png, 30_000_000, false, "too_large")]
    [InlineData("photo", "poster.png", null, 1000, true, "gone")]
    public void An_answer_takes_what_somebody_will_be_able_to_look_at(string type, string name, FileFormat? format, long bytes, bool isGone, string? refusal)
    {
        Assert.True(BahasaFiles.Types.TryCreate(type, ValueOptions.None, out var asked));
        var file = new FileInput(FileKind.Document, "berkas", name, bytes, null) { Format = format, IsGone = isGone };

        var result = asked.Parse(file, new ValueContext(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, "id"));

        Assert.Equal(refusal, (result as ValueResult.Refused)?.Reason);
        Assert.Equal(refusal is null, result is ValueResult.Accepted { Value: "document:berkas" });
    }
}
