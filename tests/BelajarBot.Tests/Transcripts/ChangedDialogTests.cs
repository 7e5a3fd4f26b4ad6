using BelajarBot.Conversations;
using BelajarBot.Dialogs.Transcripts;
using BelajarBot.Hosting;
using BelajarBot.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Transcripts;

/// <summary>Somebody changes a dialog, by mistake or on purpose, and the transcripts tell.</summary>
public sealed class ChangedDialogTests : IAsyncLifetime
{
    private const string Dialog = "belajar-id/aktivasi.yaml";
    private const string Chat = "belajar-id/aktivasi.chat";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("belajarbot-dialogs-");

    public ValueTask InitializeAsync()
    {
        // The other dialogs' transcripts would only be played once more.
        foreach (var file in Directory.EnumerateFiles(Stages.Dialogs, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".chat", StringComparison.Ordinal) || Path.GetFileName(file) == "aktivasi.chat"))
        {
            var copy = Path.Combine(folder.FullName, Path.GetRelativePath(Stages.Dialogs, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return default;
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return default;
    }

    [Fact]
    public async Task A_wrong_branch_shows_the_line_where_it_turns_off()
    {
        Change("[sudah, tahu, sdh tau, ya, punya], go: tulis_alamat}", "[sudah, tahu, sdh tau, ya, punya], go: madrasah}");

        var diff = await FirstDifferenceAsync();

        Assert.StartsWith($"{Chat}:", diff[0], StringComparison.Ordinal);
        Assert.Equal("    > [Sudah tahu]", diff[1]);
        Assert.Contains("  - < Ketik alamatnya. Saya …", diff);
        Assert.Contains(diff, line => line.StartsWith("  + < Guru madrasah tidak memakai Dapodik.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lost_milestone_is_a_fact_that_does_not_hold()
    {
        Change("milestone: akun_ditemukan", "");

        var diff = await FirstDifferenceAsync();

        Assert.Contains(diff, line => line.StartsWith("  ! ", StringComparison.Ordinal) && line.Contains("milestone akun_ditemukan", StringComparison.Ordinal));
        Assert.DoesNotContain(diff, line => line.StartsWith("  - ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_altered_text_shows_both_wordings()
    {
        Change("say: Apa yang muncul?", "say: Apa yang tampil?");

        var diff = await FirstDifferenceAsync();

        Assert.Contains(diff, line => line.StartsWith("  - < Apa yang muncul?  [Kata sandi salah]", StringComparison.Ordinal));
        Assert.Contains(diff, line => line.StartsWith("  + < Apa yang tampil?  [Kata sandi salah]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("idle 1 day", "idle 2 days", "2026-03-04 10:00")]
    [InlineData("2 days before kapan at 09:00", "3 days before kapan at 09:00", "2026-03-08 08:59")]
    public async Task A_moved_reminder_comes_at_another_line(string when, string moved, string justBefore)
    {
        string WithReminder(string at) => $$$"""
            dialog: rapat
            title: Rapat
            start: {commands: [rapat]}
            answers:
              kapan: {type: date, when: future}
              siap: {type: choice}
            steps:
              - {id: tanya, ask: kapan, say: Kapan rapatnya?, tries: {max: 3, then: selesai}}
              - {id: siap, ask: siap, say: Sudah siap?, choices: [{id: ya, label: Sudah}]}
              - {id: selesai, say: Selesai., end: done}
            reminders:
              - {id: ingat, when: {{{at}}}, say: Jangan lupa., buttons: [stop]}
            """;
        var chat = ChatReader.Read("rapat.chat", $"""
            # Diingatkan
            now 2026-03-03 10:00 Asia/Jakarta
            > /rapat
            < Kapan rapatnya?
            > 10 maret 2026
            < Sudah siap?  [Sudah]
            ! scheduled ingat
            @ {justBefore}
            @ +1 minute
            < Jangan lupa.  […]
            """);
        Assert.Empty(chat.Problems);

        async Task<TranscriptResult> PlayAsync(string at)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "rapat.yaml"), WithReminder(at));
            var runner = Runner(out var storage);
            using var _ = storage;
            return (await runner.PlayAsync(Assert.Single(chat.Transcripts), new PlayOptions(), TestContext.Current.CancellationToken)).Result;
        }

        Stages.AssertPassed(chat, await PlayAsync(when));
        var diff = ChatDiff.Explain(chat, await PlayAsync(moved));
        Assert.Contains(diff, line => line.StartsWith("  - < Jangan lupa.", StringComparison.Ordinal) || line.StartsWith("  + < Jangan lupa.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_renamed_button_is_missed_and_the_buttons_there_are_named()
    {
        Change("label: Saya di madrasah", "label: Guru madrasah");

        var results = await PlayAllAsync();

        var lines = results.Where(result => !result.Passed).SelectMany(result => result.Scenes.SelectMany(scene => scene.Complaints)).ToList();
        Assert.Contains(lines, line => line.Contains("[Saya di madrasah]", StringComparison.Ordinal) && line.Contains("[Guru madrasah]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_longer_than_Telegram_takes_is_refused_before_anybody_plays()
    {
        Change("say: Apa yang muncul?", $"say: {new string('a', 4097)}");

        var refused = await Assert.ThrowsAsync<DialogsException>(PlayAllAsync);

        Assert.Contains(refused.Problems, problem => problem.Code == "D040");
    }

    [Fact]
    public async Task Another_way_in_another_language_is_found_without_comparing_words()
    {
        Change("    say: Apa yang muncul?", "    if: contact.role = guru\n    say: Apa yang muncul?");
        var runner = Runner(out var storage);
        using var _ = storage;
        var transcript = Assert.Single(ChatReader.Read("x.chat", "# a\ngiven role: guru\n> /aktivasi\n> [Sudah tahu]").Transcripts);
        var source = await runner.PlayAsync(transcript, new PlayOptions(), TestContext.Current.CancellationToken);
        var elsewhere = source with { Shapes = [source.Shapes[0], source.Shapes[1].Replace("tulis_alamat", "cari", StringComparison.Ordinal)] };

        var english = await runner.PlayInAsync("en", transcript, elsewhere, TestContext.Current.CancellationToken);

        Assert.False(english.Passed);
        Assert.Contains("en: aktivasi: Open at tulis_alamat", Assert.Single(english.Scenes[1].Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_writes_the_new_wording_and_the_test_passes_again()
    {
        Change("say: Apa yang muncul?", "say: Apa yang tampil?");
        var before = await File.ReadAllTextAsync(Path.Combine(folder.FullName, Chat));

        Assert.Equal(ExitCode.HasProblems, await Verbs.RunAsync(["test", folder.FullName]));
        Assert.Equal(ExitCode.Fine, await Verbs.RunAsync(["test", folder.FullName, "--update"]));
        Assert.Equal(ExitCode.Fine, await Verbs.RunAsync(["test", folder.FullName, "--coverage"]));

        var after = await File.ReadAllTextAsync(Path.Combine(folder.FullName, Chat));
        Assert.Equal(before.Replace("< Apa yang muncul?", "< Apa yang tampil?", StringComparison.Ordinal), after);
    }

    [Fact]
    public async Task What_cannot_be_tested_says_so()
    {
        Assert.Equal(ExitCode.CouldNot, await Verbs.RunAsync(["test", Path.Combine(folder.FullName, "tidak-ada.chat")]));
        Assert.Equal(ExitCode.WrongUsage, await Verbs.RunAsync(["walk", "tidak_ada", "--seeds", "1"]));
        Assert.Equal(ExitCode.WrongUsage, await Verbs.RunAsync(["walk", "--seeds", "0"]));
    }

    [Fact]
    public async Task A_walk_prints_where_it_was_stranded()
    {
        // A store that refuses every mark: no check can know that.
        using var storage = new ScriptStorage();
        await using (var database = await Database.OpenAsync(storage.Options, TimeProvider.System, TestContext.Current.CancellationToken))
        {
            await database.WriteAsync(
                session => session.ExecuteAsync("create trigger no_marks before insert on milestone begin select raise(abort, 'no marks'); end"),
                TestContext.Current.CancellationToken);
        }

        await using var walker = await Walker.StartAsync(storage.Options, folder.FullName, TestContext.Current.CancellationToken);

        Stranded? stranded = null;
        for (var seed = 1; seed <= 30 && stranded is null; seed++)
        {
            stranded = await walker.WalkAsync(seed, 1, "aktivasi", TestContext.Current.CancellationToken);
        }

        Assert.NotNull(stranded);
        Assert.Contains("no marks", stranded.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(Assert.Single(ChatReader.Read("jalan.chat", stranded.Conversation).Transcripts).Scenes);
    }

    private void Change(string from, string to)
    {
        var path = Path.Combine(folder.FullName, Dialog);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<string>> FirstDifferenceAsync()
    {
        var file = ChatReader.Read(Chat, await File.ReadAllTextAsync(Path.Combine(folder.FullName, Chat)));
        return ChatDiff.Explain(file, (await PlayAllAsync()).First(result => !result.Passed));
    }

    private async Task<List<TranscriptResult>> PlayAllAsync()
    {
        var runner = Runner(out var storage);
        using var _ = storage;
        var results = new List<TranscriptResult>();
        foreach (var transcript in ChatReader.Read(Chat, await File.ReadAllTextAsync(Path.Combine(folder.FullName, Chat))).Transcripts)
        {
            results.Add((await runner.PlayAsync(transcript, new PlayOptions(), TestContext.Current.CancellationToken)).Result);
        }

        return results;
    }

    private TranscriptRunner Runner(out ScriptStorage storage)
    {
        storage = new ScriptStorage();
        return new TranscriptRunner(storage.Options, folder.FullName);
    }
}
