using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Tests.Conversations;

public sealed class ArrivedTextTests
{
    [Theory]
    [InlineData("Sari Dewi", "Sari Dewi")]
    [InlineData("  Sari\tDewi\r\n", "SariDewi")]
    [InlineData("Sari\u202egnp.exe", "Sarignp.exe")]
    [InlineData("\u2066\u200bSari\u2069", "Sari")]
    [InlineData("Sa\u2028ri\u0000", "Sari")]
    [InlineData("Sari 😀", "Sari 😀")]
    [InlineData("سارة", "سارة")]
    public void T98_T93_A_name_is_one_line_of_visible_characters(string name, string expected) =>
        Assert.Equal(expected, ArrivedText.Clean(From(new TextInput("halo"), name)).DisplayName);

    [Fact]
    public void T93_Half_an_emoji_in_a_name_is_replaced() =>
        Assert.Equal("Sari \ufffd", ArrivedText.Clean(From(new TextInput("halo"), "Sari \ud83d")).DisplayName);

    [Fact]
    public void T98_A_name_of_ten_thousand_characters_is_cut_between_whole_ones()
    {
        var name = ArrivedText.Clean(From(new TextInput("halo"), string.Concat(Enumerable.Repeat("😀", 5000)))).DisplayName!;

        Assert.Equal(128, name.Length);
        Assert.All(name.EnumerateRunes(), rune => Assert.Equal("😀", rune.ToString()));
    }

    [Fact]
    public void T58_The_name_of_a_file_is_shortened_and_cannot_be_read_backwards()
    {
        var file = new FileInput(FileKind.Document, "d", "laporan\u202efdp.exe" + new string('x', 10_000), 1, null);

        var name = ((FileInput)ArrivedText.Clean(From(file, null)).Input).Name!;

        Assert.StartsWith("laporanfdp.exe", name, StringComparison.Ordinal);
        Assert.Equal(255, name.Length);
    }

    private static IncomingMessage From(Input input, string? name) => new("telegram", "5", 1, input, "id", name);
}
