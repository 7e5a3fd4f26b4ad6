using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Tests.EndToEnd;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Transcripts;

/// <summary>A skeleton for a dialog with everything that takes time and people: it plays, and it comes to all of them.</summary>
public sealed class SkeletonTests : IDisposable
{
    private readonly DialogsCopy dialogs = DialogsCopy.Make();

    public SkeletonTests() => File.WriteAllText(Path.Combine(dialogs.Folder, "lengkap.yaml"), """
        dialog: lengkap
        title: Semua ada
        who: role = kepsek
        start: {keywords: [semua ada]}
        answers:
          mau: {type: choice}
          umur: {type: number, min: 1, max: 100}
          kendala: {type: text, max: 100}
        steps:
          - {id: tunggu, say: Sebentar., wait: 1 hour}
          - id: umur
            ask: umur
            say: Umur?
            tries: {max: 2, then: kendala}
          - id: mau
            ask: mau
            say: Mau?
            choices:
              - {id: ya, label: Mau, go: selesai}
              - {id: tidak, label: Tidak}
          - id: kendala
            ask: kendala
            say: Apa kendalanya?
            tries: {max: 3, then: serahkan}
          - {id: serahkan, say: Saya teruskan., handover: {queue: duta, reply_within: 1 day}, resume: selesai}
          - {id: selesai, say: Selesai., end: done}
        reminders:
          - {id: lanjut, when: idle 1 day, say: Lanjutkan?}
        """);

    public void Dispose() => dialogs.Dispose();

    [Fact]
    public async Task It_has_a_conversation_for_each_situation_and_they_play_as_they_are_written()
    {
        using var storage = new ScriptStorage();
        var text = await Skeleton.WriteAsync(storage.Options, dialogs.Folder, "lengkap", TestContext.Current.CancellationToken);

        var file = ChatReader.Read("lengkap.chat", text);

        Assert.Empty(file.Problems);
        Assert.Equal(9, file.Transcripts.Length);
        Assert.All(file.Transcripts, transcript => Assert.Contains(new Given("role", "kepsek"), transcript.Given));
        Assert.Contains("duta closes\n< Selesai.", text, StringComparison.Ordinal);
        Assert.Contains("> kembali\n", text, StringComparison.Ordinal);
        using var another = new ScriptStorage();
        var runner = new TranscriptRunner(another.Options, dialogs.Folder);
        foreach (var transcript in file.Transcripts)
        {
            Stages.AssertPassed(file, (await runner.PlayAsync(transcript, new PlayOptions(), TestContext.Current.CancellationToken)).Result);
        }

        var missing = runner.Coverage!.Dialogs.Single(dialog => dialog.Dialog.Id == "lengkap").Missing;
        Assert.DoesNotContain(missing, part => part.Kind is "steps" or "languages");
    }

    [Fact]
    public async Task Whoever_is_with_a_human_is_not_stranded()
    {
        File.WriteAllText(Path.Combine(dialogs.Folder, "tanya-petugas.yaml"), """
            dialog: tanya_petugas
            title: Diserahkan
            start: {commands: [diserahkan]}
            steps:
              - {id: serahkan, say: Saya teruskan., handover: {queue: duta}, resume: selesai}
              - {id: selesai, say: Selesai., end: done}
            """);
        using var storage = new ScriptStorage();
        await using var walker = await Walker.StartAsync(storage.Options, dialogs.Folder, TestContext.Current.CancellationToken);

        for (var seed = 1; seed <= 3; seed++)
        {
            var stranded = await walker.WalkAsync(seed, 1, "tanya_petugas", TestContext.Current.CancellationToken);

            Assert.True(stranded is null, $"{stranded?.Reason}\n{stranded?.Conversation}");
        }
    }
}
