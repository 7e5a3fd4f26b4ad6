using BelajarBot.Channels.TelegramApi;
using BelajarBot.Links;

namespace BelajarBot.Tests.Links;

public sealed class QrCodeTests
{
    [Theory]
    [InlineData("a", 21)]
    [InlineData("https://t.me/belajar_bot", 25)]
    [InlineData("https://t.me/belajar_bot?start=akt-webinar3", 33)]
    public void The_smallest_code_that_holds_the_text_is_drawn(string text, int size) =>
        Assert.Equal(size, QrCode.Of(text).Size);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void What_is_read_back_is_the_text_and_its_correction_fits(int length)
    {
        var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('!' + i * 7 % 90)));

        var code = QrCode.Of(text);

        Assert.Equal(text, QrReader.Read(code));
    }

    [Fact]
    public void The_longest_link_fits_and_what_is_longer_than_a_code_is_refused()
    {
        var link = DeepLink.To(new string('b', 32), new string('x', 64));

        Assert.Equal(link, QrReader.Read(QrCode.Of(link)));
        Assert.Throws<ArgumentException>(() => QrCode.Of(new string('x', QrCode.MostBytes + 1)));
    }

    [Fact]
    public void The_pictures_are_whole()
    {
        var code = QrCode.Of("https://t.me/belajar_bot");

        var png = QrPicture.Png(code);
        var svg = System.Xml.Linq.XDocument.Parse(QrPicture.Svg(code));

        Assert.Equal([0x89, 0x50, 0x4E, 0x47], png[..4]);
        Assert.Equal((25 + 8) * 12, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal("0 0 33 33", svg.Root!.Attribute("viewBox")!.Value);
    }

    /// <summary>One of each version, its smallest and its largest.</summary>
    public static TheoryData<int> Lengths() => [1, 14, 15, 26, 27, 42, 43, 62, 63, 84, 85, 106, 107, 122, 123, 152, 153, 180];
}
