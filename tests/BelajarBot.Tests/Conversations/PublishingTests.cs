using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Yaml;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Conversations;

/// <summary>Publishing while people are in the middle of a dialog: with the real catalog, turns and store.</summary>
public sealed class PublishingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<int, string?> Authors => new(Enumerable.Range(1, 8), [null, "restart", "handover"]);

    [Theory, MemberData(nameof(Authors))]
    public async Task A_person_in_mid_dialog_survives_ten_random_publishes_and_comes_to_the_end(int seed, string? drop)
    {
        var random = new Random(seed);
        var dialog = ChangingDialog.Begin(random, drop);
        await using var bot = await PublishedBot.StartAsync(DatabaseKind.Sqlite, dialog.ToYaml());
        await bot.SaysAsync("/ubah");
        var dropped = 0;

        for (var publish = 0; publish < 10; publish++)
        {
            var before = await bot.StateAsync();
            dialog.Change();
            await bot.PublishAsync(dialog.ToYaml());
            if (random.Next(3) == 0)
            {
                await bot.RestartAsync();
            }

            var isDropped = await IsDroppedElseCarriedOverOrLeftAloneAsync(bot, dialog, before, drop);
            dropped += isDropped ? 1 : 0;
            await bot.SaysAsync(random.Next(3) switch { 0 => "kembali", 1 => "bantuan", _ => await AnswerAsync(bot) });
            await SettleAsync(bot, isDropped, drop);
        }

        for (var turns = 0; (await bot.StateAsync()).IsUnfinished; turns++)
        {
            Assert.True(turns < 100, $"A person who answers every question does not come to an end: {string.Join(" / ", (await bot.SaidAsync()).TakeLast(6))}");
            await bot.SaysAsync(await AnswerAsync(bot));
        }

        Assert.Equal("done", (await bot.StateAsync()).Outcome);
        var said = await bot.SaidAsync();
        Assert.Equal(drop is null ? 0 : dropped, said.Count(text => text.Contains("mulai dari awal", StringComparison.Ordinal)));
        Assert.Equal(drop == "handover" ? dropped : 0, said.Count(text => text.Contains("Petugas melanjutkannya", StringComparison.Ordinal)));
    }

    [Theory, BothDatabases]
    public async Task Only_those_who_stand_where_the_author_says_are_moved(DatabaseKind kind)
    {
        await using var bot = await PublishedBot.StartAsync(kind, TwoQuestions);
        await bot.SaysAsync("/ubah", person: "sari");
        await bot.SaysAsync("/ubah", person: "budi");
        await bot.SaysAsync("SDN 1", person: "budi");
        await bot.SaysAsync("/ubah", person: "tini");
        await bot.SaysAsync("batal", person: "tini");
        var old = (await bot.StateAsync("budi")).Revision;

        await bot.PublishAsync(TwoQuestions.Replace("id: sekolah", "id: nama_sekolah", StringComparison.Ordinal) + "moved: {sekolah: nama_sekolah}\n");

        var (sari, budi, tini) = (await bot.StateAsync("sari"), await bot.StateAsync("budi"), await bot.StateAsync("tini"));
        Assert.Equal(("nama_sekolah", ConversationStatus.Open), (sari.Step, sari.Status));
        Assert.Equal(("nama_sekolah", ConversationStatus.Paused), (tini.Step, tini.Status));
        Assert.Equal(("umur", old), (budi.Step, budi.Revision));
        Assert.NotEqual(old, sari.Revision);
    }

    [Theory, BothDatabases]
    public async Task More_people_than_a_batch_are_all_moved(DatabaseKind kind)
    {
        await using var bot = await PublishedBot.StartAsync(kind, TwoQuestions);
        await bot.SaysAsync("/ubah", person: "sari");
        var sari = await bot.StateAsync("sari");
        await bot.Database.WriteAsync(
            async session =>
            {
                for (var i = 0; i < 450; i++)
                {
                    var id = await session.ScalarAsync<long>(
                        "insert into person (channel, address, language, created_at, seen_at) values ('uji', @address, 'id', 0, 0) returning id",
                        new { address = $"orang-{i}" });
                    ConversationStore.Save(session, id, sari);
                }
            },
            Cancel);

        await bot.PublishAsync(TwoQuestions.Replace("id: sekolah", "id: nama_sekolah", StringComparison.Ordinal) + "moved: {sekolah: nama_sekolah}\n");

        var standing = await bot.Database.ReadAsync(RevisionStore.StandingAsync, Cancel);
        Assert.Equal([("nama_sekolah", 451L)], standing.Select(row => (row.Step, row.Count)));
    }

    [Fact]
    public async Task Whoever_was_not_moved_before_a_crash_is_moved_at_the_next_start()
    {
        await using var bot = await PublishedBot.StartAsync(DatabaseKind.Sqlite, TwoQuestions);
        await bot.SaysAsync("/ubah");
        bot.Write(TwoQuestions.Replace("id: sekolah", "id: nama_sekolah", StringComparison.Ordinal) + "moved: {sekolah: nama_sekolah}\n");

        // The process ends before it has looked at the changed file.
        await bot.RestartAsync();

        Assert.Equal("nama_sekolah", (await bot.StateAsync()).Step);
        await bot.SaysAsync("SDN 1");
        Assert.Equal("umur", (await bot.StateAsync()).Step);
    }

    [Fact]
    public async Task A_change_with_errors_changes_nothing_for_anybody()
    {
        await using var bot = await PublishedBot.StartAsync(DatabaseKind.Sqlite, TwoQuestions);
        await bot.SaysAsync("/ubah");
        var before = await bot.StateAsync();

        bot.Write(TwoQuestions.Replace("say: Umur", "sya: Umur", StringComparison.Ordinal) + "moved: {sekolah: umur}\n");
        await bot.Catalog.ReloadAsync(Cancel);
        await bot.SaysAsync("SDN 1");

        var after = await bot.StateAsync();
        Assert.Equal((before.Revision, "umur"), (after.Revision, after.Step));
    }

    [Theory, BothDatabases]
    public async Task Somebody_who_began_on_a_revision_that_this_process_has_not_loaded_goes_on_with_it(DatabaseKind kind)
    {
        await using var bot = await PublishedBot.StartAsync(kind, TwoQuestions);
        await bot.SaysAsync("/ubah");

        // Another process has newer files: it keeps them, and this person's conversation stands on them.
        var newer = Load(TwoQuestions.Replace("id: sekolah", "id: asal", StringComparison.Ordinal).Replace("Sekolah mana?", "Asal sekolah?", StringComparison.Ordinal));
        var moved = (await bot.StateAsync()) with { Revision = newer.Revision, Step = "asal" };
        await bot.Database.WriteAsync(
            async session =>
            {
                await RevisionStore.KeepAsync(session, [newer], DateTimeOffset.UnixEpoch);
                ConversationStore.Save(session, await bot.PersonIdAsync(session, "sari"), moved);
            },
            Cancel);

        await bot.SaysAsync("bantuan");
        await bot.SaysAsync("SDN 1");

        Assert.Contains("Asal sekolah?", await bot.SaidAsync());
        var after = await bot.StateAsync();
        Assert.Equal(("umur", newer.Revision), (after.Step, after.Revision));
    }

    [Theory, BothDatabases]
    public async Task What_is_running_is_known_also_after_a_publish_was_taken_back(DatabaseKind kind)
    {
        await using var bot = await PublishedBot.StartAsync(kind, TwoQuestions);
        var first = Load(TwoQuestions).Revision;
        await bot.PublishAsync(TwoQuestions.Replace("Sekolah mana?", "Di mana?", StringComparison.Ordinal));
        Assert.NotEqual(first, Assert.Single(await bot.Database.ReadAsync(RevisionStore.RunningAsync, Cancel)).Revision);

        await bot.PublishAsync(TwoQuestions);

        Assert.Equal(first, Assert.Single(await bot.Database.ReadAsync(RevisionStore.RunningAsync, Cancel)).Revision);
    }

    private const string TwoQuestions = """
        dialog: ubah
        title: Dialog yang berubah
        start: {commands: [ubah]}
        answers:
          sekolah: {type: text, max: 40}
          umur: {type: number}
        steps:
          - id: sekolah
            ask: sekolah
            say: Sekolah mana?
            tries: {max: 3, then: selesai}
          - id: umur
            ask: umur
            say: Umur berapa?
            tries: {max: 3, then: selesai}
          - {id: selesai, say: Selesai., end: done}

        """;

    private static DialogSource Load(string yaml)
    {
        var files = PublishedBot.Files(yaml);
        return DialogLoader.Load(files, []).Sources.Single();
    }

    /// <summary>After the person's first words: whoever was dropped is told so once, and a human who took over gives back.</summary>
    private static async Task SettleAsync(PublishedBot bot, bool isDropped, string? drop)
    {
        if (isDropped && drop == "handover")
        {
            Assert.Equal(ConversationStatus.HandedOver, (await bot.StateAsync()).Status);
            await bot.StaffClosesAsync();
        }

        Assert.NotEqual(ConversationStatus.HandedOver, (await bot.StateAsync()).Status);
        if (!(await bot.StateAsync()).IsUnfinished)
        {
            await bot.SaysAsync("/ubah");
        }
    }

    private static async Task<bool> IsDroppedElseCarriedOverOrLeftAloneAsync(PublishedBot bot, ChangingDialog dialog, Conversation before, string? drop)
    {
        var after = await bot.StateAsync();
        if (drop is not null && after.Revision != before.Revision && bot.Catalog.Current.Find(after.Dialog, after.Revision)!.Find(after.Step) is null)
        {
            Assert.False(dialog.Has(before.Step!));
            Assert.Equal(before.Answers.Entries.Where(answer => after.Answers[answer.Key] is not null), after.Answers.Entries);
            return true;
        }

        Assert.True(
            drop is null || after.Revision == bot.Catalog.Current.Find("ubah")!.Revision || dialog.Has(before.Step!), "somebody whose step is gone was forgotten");
        Assert.NotNull(bot.Catalog.Current.Find(after.Dialog, after.Revision)?.Find(after.Step));
        if (after.Revision == before.Revision)
        {
            Assert.Equal((before.Step, before.Question), (after.Step, after.Question));
        }
        else
        {
            Assert.Equal(dialog.MovedTo(before.Step!), after.Step);
            Assert.Equal(bot.Catalog.Current.Find("ubah")!.Revision, after.Revision);
        }

        return false;
    }

    /// <summary>What a person writes who wants to go on.</summary>
    private static async Task<string> AnswerAsync(PublishedBot bot)
    {
        var state = await bot.StateAsync();
        var dialog = bot.Catalog.Current.Find(state.Dialog, state.Revision)!;
        var step = dialog.Find(state.Step);
        return step is null ? "apa kabar?"
            : step is ChoicesStep question ? question.Choices[^1].Label.Source.Source
            : dialog.Answers[step.Asks!].Type == "number" ? "7"
            : $"jawaban untuk {step.Id}";
    }
}
