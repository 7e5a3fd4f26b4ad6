using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Tests.Conversations;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Transcripts;

/// <summary>Publishing, staff and reminders as a transcript tells them, through the real bot on both databases.</summary>
public sealed class PublishingInTranscriptsTests : IDisposable
{
    private const string First = """
        dialog: tanya
        title: Bertanya
        start: {commands: [tanya]}
        answers:
          warna: {type: choice}
          kapan: {type: date, when: future}
          kendala: {type: text, max: 500}
        steps:
          - id: pilih
            ask: warna
            say: Warna apa?
            choices:
              - {id: merah, label: Merah}
              - {id: biru, label: Biru, go: tunggu}
          - id: kendala
            ask: kendala
            say: Apa kendalanya?
            tries: {max: 3, then: selesai}
          - id: serahkan
            say: Saya teruskan.
            handover: {queue: duta, note: "Kendala: {kendala|-}", reply_within: 1 day}
            resume: rapat
          - id: rapat
            ask: kapan
            say: Kapan rapatnya?
            tries: {max: 3, then: selesai}
          - id: siap
            ask: warna
            say: Sudah siap?
            choices: [{id: sudah, label: Sudah}]
          - {id: selesai, say: Selesai., end: done}
          - {id: tunggu, say: Saya tanya lagi besok., wait: 1 day, go: selesai}
        reminders:
          - id: sebelum
            when: 2 days before kapan at 09:00
            unless: warna = sudah
            say: Rapat tinggal dua hari.
            buttons: [resume]
        """;

    private readonly ScratchDialogs folder = new();

    public PublishingInTranscriptsTests() => folder.Write("tanya.yaml", First);

    public void Dispose() => folder.Dispose();

    [Theory, BothDatabases]
    public Task Staff_write_and_close_and_the_dialog_goes_on(DatabaseKind kind) => PlayAsync(kind, """
        # Diserahkan, dijawab, dikembalikan
        given region: 32.73
        > /tanya
        < Warna apa?  [Merah] [Biru]
        > merah
        < Apa kendalanya?
        ! not ticket duta
        > kode tidak masuk
        < Saya teruskan.
        ! ticket duta area=32.73 note=Kendala: kode …
        ! not ticket upt
        ! not ticket duta area=32.01
        > halo?
        < Diteruskan ke petugas. …  [Menu]
        > ada orang?
        @ +59 minutes
        restart
        > masih di sana?
        @ +1 hours
        > (sticker)
        < Diteruskan ke petugas. …  [Menu]
        @ +2 hours
        duta says Sudah saya betulkan.
          Silakan coba lagi.
        < 💬 Petugas: Sudah saya betulkan.
          Silakan coba lagi.
        > baik, saya coba
        restart
        duta closes
        < Kapan rapatnya?
        ! not ticket duta
        ! step rapat
        """);

    [Theory, BothDatabases]
    public Task A_reminder_is_scheduled_until_it_is_not_needed(DatabaseKind kind) => PlayAsync(kind, """
        # Pengingat
        now 2026-03-03 10:00 Asia/Jakarta
        > /tanya
        < Warna apa?  [Merah] [Biru]
        > merah
        < Apa kendalanya?
        > kode tidak masuk
        < Saya teruskan.
        duta closes
        < Kapan rapatnya?
        ! not scheduled sebelum
        > 10 maret 2026
        < Sudah siap?  [Sudah]
        ! scheduled sebelum
        ! scheduled sebelum at 2026-03-08 09:00
        ! not scheduled sebelum at 2026-03-08 10:00
        > sudah
        < Selesai.  [Menu]
        ! not scheduled sebelum
        """);

    [Theory, BothDatabases]
    public Task Whoever_lost_their_step_begins_anew_is_told_so_once_and_keeps_the_answers(DatabaseKind kind)
    {
        Publish("restart");
        return PlayAsync(kind, """
            # Mulai lagi
            > /tanya
            < Warna apa?  [Merah] [Biru]
            > merah
            < Apa kendalanya?
            admin publishes v2
            @ +2 hours
            restart
            > kode
            < Panduan ini baru saja diperbarui. …
            < Warna baru, Merah?  [Merah] [Biru]
            > bantuan
            < Anda sedang di "Bertanya". …
            < Warna baru, Merah?  [Merah] [Biru]
            > old [Merah] #1
            < Tombol itu …
            < Warna baru, Merah?  [Merah] [Biru]
            > biru
            < Selesai.  [Menu]
            """);
    }

    [Theory, BothDatabases]
    public Task Whoever_waits_hears_of_it_when_the_wait_is_over(DatabaseKind kind)
    {
        Publish("restart");
        return PlayAsync(kind, """
            # Menunggu, lalu mulai lagi
            now 2026-03-03 10:00 Asia/Jakarta
            > /tanya
            < Warna apa?  [Merah] [Biru]
            > biru
            < Saya tanya lagi besok.
            admin publishes v2
            @ +23 hours
            @ +2 hours
            < Panduan ini baru saja diperbarui. …
            < Warna baru, Biru?  [Merah] [Biru]
            """);
    }

    [Theory, BothDatabases]
    public Task Whoever_lost_their_step_is_handed_over_by_day_and_told_so(DatabaseKind kind)
    {
        Publish("handover");
        return PlayAsync(kind, """
            # Malam hari, petugas melanjutkan besok paginya
            now 2026-03-03 22:00 Asia/Jakarta
            given region: 32.73
            > /tanya
            < Warna apa?  [Merah] [Biru]
            > merah
            < Apa kendalanya?
            admin publishes v2
            @ +1 hour
            ! not ticket duta
            @ 2026-03-04 07:00
            < Panduan "Bertanya" baru saja diperbarui, …
            ! ticket duta area=32.73 note=Panduan "Bertanya" diperbarui …
            restart
            > kode tidak masuk
            < Diteruskan ke petugas. …  [Menu]
            > bantuan
            < Anda sedang di "Bertanya". …
            < Petugas sedang menangani ini. …  [Menu]
            duta says Coba lagi, ya.
            < 💬 Petugas: Coba lagi, ya.
            duta closes
            < Panduan ini baru saja diperbarui. Kita mulai dari awal; …
            < Warna baru, Merah?  [Merah] [Biru]
            > merah
            < Selesai.  [Menu]
            """);
    }

    [Theory, BothDatabases]
    public Task What_somebody_writes_before_the_human_is_asked_goes_with_the_ticket(DatabaseKind kind)
    {
        Publish("handover");
        return PlayAsync(kind, """
            # Menulis lebih dulu
            > /tanya
            < Warna apa?  [Merah] [Biru]
            > merah
            < Apa kendalanya?
            admin publishes v2
            > kode
            < Panduan "Bertanya" baru saja diperbarui, …
            < Diteruskan ke petugas. …  [Menu]
            ! ticket duta
            @ +1 day
            ! ticket duta
            # Disimpan dulu
            > /tanya
            < Warna apa?  [Merah] [Biru]
            > merah
            < Apa kendalanya?
            > batal
            < Baik, "Bertanya" saya simpan. …  […]
            admin publishes v2
            @ +1 day
            ! not ticket duta
            > /tanya
            < Panduan "Bertanya" baru saja diperbarui, …
            ! ticket duta
            """);
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_and_stops_the_conversation()
    {
        folder.Write("tanya.v3", "dialog: lain\ntitle: Lain\n");
        folder.Write("tanya.v4", First.Replace("say: Warna apa?", "sya: Warna apa?", StringComparison.Ordinal));

        var file = ChatReader.Read(Path.Combine(folder.Path, "tanya.chat"),
            "# a\n> /tanya\nduta closes\n# b\nadmin publishes v9\n# c\nadmin publishes v3\n# d\nadmin publishes v4\n# e\n> /tanya\n! ticket duta\n! scheduled sebelum");
        var results = (await PlayAsync(DatabaseKind.Sqlite, file)).Where((_, i) => i % 2 == 0);

        var complaints = results.Select(result => string.Join('\n', result.Scenes[^1].Complaints)).ToList();
        Assert.Contains("no open ticket", complaints[0], StringComparison.Ordinal);
        Assert.Contains("no version \"v9\"", complaints[1], StringComparison.Ordinal);
        Assert.Contains("\"lain\", which does not exist yet", complaints[2], StringComparison.Ordinal);
        Assert.Contains("D002", complaints[3], StringComparison.Ordinal);
        Assert.Contains("ticket duta – nyatanya / actually: tiket / tickets: -", complaints[4], StringComparison.Ordinal);
        Assert.Contains("scheduled sebelum – nyatanya / actually: pengingat / reminders: -", complaints[4], StringComparison.Ordinal);
    }

    /// <summary>The next version lies beside the transcript: two steps are gone, and its author says what becomes of people there.</summary>
    private void Publish(string drop) => folder.Write("tanya.v2", $$"""
        dialog: tanya
        title: Bertanya
        start: {commands: [tanya]}
        answers:
          warna: {type: choice}
        steps:
          - id: pilih_baru
            ask: warna
            say: "Warna baru, {warna|belum dipilih}?"
            choices:
              - {id: merah, label: Merah}
              - {id: biru, label: Biru}
          - {id: selesai, say: Selesai., end: done}
        drop: {{drop}}
        """);

    private async Task PlayAsync(DatabaseKind kind, string chat)
    {
        var file = ChatReader.Read(Path.Combine(folder.Path, "tanya.chat"), chat);
        Assert.Empty(file.Problems);
        foreach (var result in await PlayAsync(kind, file))
        {
            Stages.AssertPassed(file, result);
        }
    }

    private async Task<List<TranscriptResult>> PlayAsync(DatabaseKind kind, ChatFile file)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        var runner = new TranscriptRunner(storage, folder.Path);
        var results = new List<TranscriptResult>();
        foreach (var transcript in file.Transcripts)
        {
            results.Add((await runner.PlayAsync(transcript, new PlayOptions(), TestContext.Current.CancellationToken)).Result);
            results.Add((await runner.PlayAsync(transcript, new PlayOptions(Torture: true), TestContext.Current.CancellationToken)).Result);
        }

        await remove();
        return results;
    }
}
