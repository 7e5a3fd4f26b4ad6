using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Tests.Conversations;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Transcripts;

/// <summary>Waits and reminders through the real bot, with its stores, its outbox and its tick.</summary>
public sealed class TimeInTranscriptsTests : IDisposable
{
    private const string Dialog = """
        dialog: sandi
        title: Kata sandi awal
        start: {commands: [sandi]}
        milestones: [dapat]
        answers:
          dapat: {type: choice}
        steps:
          - id: minta
            say: Mintalah kepada operator. Saya tanya lagi besok.
            wait: 1 day
          - id: tanya
            ask: dapat
            say: Sudah dapat?
            choices:
              - {id: sudah, label: Sudah, go: selesai, milestone: dapat}
              - {id: belum, label: Belum, go: minta}
          - id: selesai
            say: Bagus.
            end: done
        reminders:
          - id: lanjut
            when: idle 2 days
            say: Masih di sini?
            buttons: [resume]
        """;

    private const string Chat = """
        # Menunggu, lalu diingatkan sekali
        now 2026-03-03 10:00 Asia/Jakarta
        > /sandi
        < Mintalah kepada operator. Saya tanya lagi besok.
        @ +23 hours
        @ +1 hour
        < Sudah dapat?  [Sudah] [Belum]
        > [Belum]
        < Mintalah kepada operator. Saya tanya lagi besok.
        restart
        @ 2026-03-05 12:00
        < Sudah dapat?  [Sudah] [Belum]
        @ +7 days
        < Masih di sini?  [▶️ Lanjutkan: Kata sandi awal] [Besok saja] [3 hari lagi] [Jangan ingatkan lagi]
        @ +30 days
        > sudah
        < Bagus.  [Menu]
        ! milestone dapat
        ! done
        """;

    private readonly ScratchDialogs folder = new();

    public TimeInTranscriptsTests() => folder.Write("sandi.yaml", Dialog);

    public void Dispose() => folder.Dispose();

    [Theory, BothDatabases]
    public async Task What_is_due_happens_at_its_moment_and_once(DatabaseKind kind)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        var file = ChatReader.Read("sandi.chat", Chat);
        Assert.Empty(file.Problems);

        var (result, _, _) = await new TranscriptRunner(storage, folder.Path).PlayAsync(
            Assert.Single(file.Transcripts), new PlayOptions(), TestContext.Current.CancellationToken);

        Assert.True(result.Passed, string.Join('\n', result.Passed ? [] : ChatDiff.Explain(file, result)));
        await remove();
    }

    [Theory, BothDatabases]
    public async Task What_is_due_to_somebody_else_is_not_part_of_the_conversation(DatabaseKind kind)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        var file = ChatReader.Read("sandi.chat", """
            # Berhenti di tengah jalan
            now 2026-03-03 10:00 Asia/Jakarta
            > /sandi
            < Mintalah kepada operator. Saya tanya lagi besok.

            # Orang lain, beberapa hari kemudian
            now 2026-03-03 11:00 Asia/Jakarta
            > menu
            < …  […]
            @ +7 days
            ! not done
            """);
        var runner = new TranscriptRunner(storage, folder.Path);

        var results = new List<TranscriptResult>();
        foreach (var transcript in file.Transcripts)
        {
            results.Add((await runner.PlayAsync(transcript, new PlayOptions(), TestContext.Current.CancellationToken)).Result);
        }

        Assert.Equal([true, true], results.Select(result => result.Passed));
        await remove();
    }
}
