using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Programs;

/// <summary>Programmes through the real bot, with a clock that moves and an administrator who changes dates.</summary>
public sealed class ProgrammeTranscriptTests : IDisposable
{
    private const string Chats = """
        # Tenggat dari berkas, diingatkan sekali
        now 2026-06-01 10:00 WIB
        > /lomba
        < Lomba 2026: dibuka.
        < Mau ikut?  [Mau] [Nanti saja]
        ! enrolled lomba
        ! not milestone daftar
        > mau
        < Tutup Rabu, 15 Juli 2026.
        < Anda terdaftar.
        < Naskahnya siap?  [Siap]
        ! milestone daftar
        @ 2026-07-08 08:59
        restart
        @ 2026-07-08 09:01
        < Tinggal 7 hari, Rabu, 15 Juli 2026.  [Besok saja] [3 hari lagi] [Jangan ingatkan lagi]
        @ +60 days

        # Tenggat yang diberikan transkrip
        given program.daftar_tutup: 2026-06-30
        now 2026-06-01 10:00 WIB
        > /lomba
        < Lomba 2027: dibuka.
        < Mau ikut?  [Mau] [Nanti saja]
        @ +60 days
        < Tinggal 7 hari, Selasa, 30 Juni 2026.  [Besok saja] [3 hari lagi] [Jangan ingatkan lagi]

        # Diundur: waktu lama tidak mengingatkan, waktu baru mengingatkan
        given program.cycle: 2026; program.daftar_tutup: 2026-06-30
        now 2026-06-01 10:00 WITA
        > /lomba
        < Lomba 2026: dibuka.
        < …  […]
        @ 2026-06-20 12:00
        admin program.daftar_tutup: 2026-07-31; program.cycle: 2026
        @ 2026-07-24 08:59
        @ 2026-07-24 09:00
        < Tinggal 7 hari, Jumat, 31 Juli 2026.  [Besok saja] [3 hari lagi] [Jangan ingatkan lagi]
        @ +60 days

        # Dimajukan sampai sudah lewat: yang terlambat tidak dikirim, dan pembetulannya mengingatkan
        given program.cycle: 2026; program.daftar_tutup: 2026-06-30
        now 2026-06-01 10:00 WIB
        > /lomba
        < Lomba 2026: dibuka.
        < …  […]
        @ 2026-06-20 12:00
        admin program.daftar_tutup: 2026-06-22; program.cycle: 2026
        @ +1 day
        restart
        admin program.daftar_tutup: 2026-07-05; program.cycle: 2026
        @ +60 days
        < Tinggal 7 hari, Minggu, 5 Juli 2026.  [Besok saja] [3 hari lagi] [Jangan ingatkan lagi]

        # Siklus ditutup dan yang baru dibuka: tonggak dan peserta dihitung lagi
        now 2026-06-01 10:00 WIB
        > /lomba
        < …
        < …  […]
        > mau
        < …
        < …
        < Naskahnya siap?  [Siap]
        ! milestone daftar
        ! enrolled lomba
        admin program.cycle: 2026; program.state: closed
        ! milestone daftar
        ! enrolled lomba
        admin program.cycle: 2027; program.state: open
        ! not milestone daftar
        ! not enrolled lomba
        > batal
        < …  […]
        > [Ulang dari awal]
        < Lomba 2027: dibuka.
        < …  […]
        ! enrolled lomba
        ! not milestone daftar
        > mau
        < Maaf, belum ada informasi resmi tentang Lomba yang dapat saya sampaikan.
          Pantau saluran resminya: lomba.example
        < Anda terdaftar.
        < Naskahnya siap?  [Siap]
        ! milestone daftar

        # Belum diumumkan: tidak ada yang terdaftar
        given program.cycle: 2026; program.state: unannounced
        > /lomba
        < Lomba 2027: belum diumumkan.
        < …  […]
        ! not enrolled lomba
        """;

    private readonly LombaFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory, BothDatabases]
    public async Task Programmes_behave_as_written(DatabaseKind kind)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        var file = ChatReader.Read("lomba.chat", Chats);
        Assert.Empty(file.Problems);
        var runner = new TranscriptRunner(storage, folder.Path);

        foreach (var torture in new[] { false, true })
        {
            foreach (var transcript in file.Transcripts)
            {
                var played = await runner.PlayAsync(transcript, new PlayOptions(torture), TestContext.Current.CancellationToken);

                Assert.True(played.Result.Passed, string.Join('\n', played.Result.Passed ? [] : ChatDiff.Explain(file, played.Result)));
            }
        }

        await remove();
    }

    [Theory]
    [InlineData("program.daftar_ttp: 2026-06-30", "Did you mean \"program.daftar_tutup\"?")]
    [InlineData("program.daftar_tutup: besok", "\"besok\" is no date.")]
    [InlineData("program.lain.daftar_tutup: 2026-06-30", "No programme has program.lain.daftar_tutup")]
    public async Task What_there_is_not_in_any_programme_is_a_complaint(string given, string complaint)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(DatabaseKind.Sqlite);
        var file = ChatReader.Read("lomba.chat", $"# Salah\ngiven {given}\n> /lomba\n< Lomba 2026: dibuka.\n< …  […]\n");
        Assert.Empty(file.Problems);

        var played = await new TranscriptRunner(storage, folder.Path).PlayAsync(
            Assert.Single(file.Transcripts), new PlayOptions(), TestContext.Current.CancellationToken);

        Assert.Contains(complaint, Assert.Single(Assert.Single(played.Result.Scenes).Complaints), StringComparison.Ordinal);
        await remove();
    }

    [Theory]
    [InlineData("given program: x", "T003")]
    [InlineData("given program.a.b.c: x", "T003")]
    [InlineData("given program.tutup", "T003")]
    [InlineData("> a\nadmin name: Sari", "T010")]
    [InlineData("> a\nadmin", "T010")]
    [InlineData("> a\n! enrolled", "T008")]
    public void A_line_about_programmes_that_cannot_be_read_is_told(string line, string code) =>
        Assert.Contains(ChatReader.Read("x.chat", $"# Judul\n{line}\n> a\n").Problems, problem => problem.Code == code);
}
