using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.Conversations;
using BelajarBot.Hosting;
using BelajarBot.Progress;

namespace BelajarBot.Tests.Progress;

/// <summary>The picture of somebody's progress: a file that every program reads, with words that can be read.</summary>
public sealed class ProgressPictureTests
{
    private static readonly ProgressPage Page = new(
        "Akun belajar.id", "Bu Sari Wahyuningsih · Selasa, 3 Maret 2026", "2 dari 5", "BelajarBot – pemandu akun belajar.id dan program guru",
        [
            new("Alamat akun ditemukan", "Senin, 2 Maret 2026", MarkState.Reached),
            new("Berhasil masuk pertama kali", "Selasa, 3 Maret 2026", MarkState.Reached),
            new("Kata sandi sudah diganti", "Berikutnya", MarkState.Next),
            new("Verifikasi 2 langkah menyala", "", MarkState.Open),
            new("Akun aktif dan aman", "", MarkState.Open),
        ]);

    [Fact]
    public void It_is_a_PNG_of_the_width_of_a_phone_that_can_be_read_back()
    {
        var file = ProgressPicture.Draw(Page);
        if (Environment.GetEnvironmentVariable("PICTURE") is { } path)
        {
            File.WriteAllBytes(path, file);
        }

        var (width, height, pixels) = Read(file);

        Assert.Equal(800, width);
        Assert.Equal(height * width * 3, pixels.Length);
        Assert.InRange(file.Length, 1, 100_000);
        Assert.Equal((0xE3, 0xEB, 0xF7), (pixels[0], pixels[1], pixels[2]));
        var middleOfHeader = (((50 * width) + 400) * 3)..;
        Assert.Equal([0x1D, 0x4E, 0xD8], pixels[middleOfHeader][..3]);
    }

    [Fact]
    public void It_grows_with_the_number_of_marks()
    {
        var (_, five, _) = Read(ProgressPicture.Draw(Page));
        var (_, one, _) = Read(ProgressPicture.Draw(Page with { Marks = [Page.Marks[0]] }));

        Assert.Equal(4 * 92, five - one);
    }

    [Fact]
    public async Task Every_letter_of_what_it_says_has_been_drawn()
    {
        var files = await DialogFolder.ReadAsync("dialogs", TestContext.Current.CancellationToken);
        var library = DialogLoader.Load(files, [], BotHost.Contracts).Library!;
        var command = library.Texts.FindCommand("progres")!;
        var words = command.Texts.Where(text => text.Key.StartsWith("picture_", StringComparison.Ordinal) && text.Key != "picture_button").SelectMany(text => text.Value.ByLanguage.Values.Select(template => template.Source))
            .Concat(library.Programmes.All.SelectMany(programme => programme.Milestones.Values.Append(programme.Title).SelectMany(text => text.ByLanguage.Values.Select(template => template.Source))))
            .Append("Senin, 2 Maret 2026 Selasa Rabu Kamis Jumat Sabtu Minggu Januari Februari April Mei Juni Juli Agustus Oktober November Desember 0123456789");

        var unknown = words.SelectMany(text => text).Where(letter => !"{}|*".Contains(letter, StringComparison.Ordinal) && StrokeFont.WidthOf($"i{letter}i", 14) <= StrokeFont.WidthOf("ii", 14));

        Assert.Empty(unknown);
    }

    [Fact]
    public void Names_from_everywhere_are_written_as_well_as_can_be()
    {
        Assert.Equal(StrokeFont.WidthOf("Jose Nino", 20), StrokeFont.WidthOf("José Niño", 20));
        Assert.Equal(StrokeFont.WidthOf("Sari ", 20), StrokeFont.WidthOf("Sari 😀", 20));
        Assert.Equal(0, StrokeFont.WidthOf("", 20));
    }

    [Fact]
    public void What_is_too_long_is_cut_with_three_points()
    {
        var fitted = StrokeFont.Fit("Verifikasi 2 langkah menyala di semua perangkat", 20, 200);

        Assert.EndsWith("...", fitted, StringComparison.Ordinal);
        Assert.InRange(StrokeFont.WidthOf(fitted, 20), 100, 200);
        Assert.Equal("Pendek", StrokeFont.Fit("Pendek", 20, 200));
    }

    private static (int Width, int Height, byte[] Pixels) Read(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        var (width, height) = (0, 0);
        using var packed = new MemoryStream();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var type = Encoding.ASCII.GetString(file, at + 4, 4);
            if (type == "IHDR")
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 8)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at + 12)));
            }
            else if (type == "IDAT")
            {
                packed.Write(file, at + 8, length);
            }

            at += length + 12;
        }

        packed.Position = 0;
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        var (raw, stride) = (rows.ToArray(), (width * 3) + 1);
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            Assert.Equal(2, raw[y * stride]);
            for (var x = 0; x < width * 3; x++)
            {
                pixels[(y * width * 3) + x] = (byte)(raw[(y * stride) + 1 + x] + (y == 0 ? 0 : pixels[((y - 1) * width * 3) + x]));
            }
        }

        return (width, height, pixels);
    }
}
