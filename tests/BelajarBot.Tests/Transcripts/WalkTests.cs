using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Transcripts;

public sealed class WalkTests
{
    [Theory, BothDatabases]
    public async Task Nobody_is_stranded_on_a_random_walk(DatabaseKind kind)
    {
        var (options, remove) = await TestDatabase.PlaceAsync(kind, migrated: true);
        await using (var walker = await Walker.StartAsync(options, Stages.Dialogs, TestContext.Current.CancellationToken))
        {
            for (var seed = 1; seed <= (kind == DatabaseKind.Sqlite ? 5 : 2); seed++)
            {
                var stranded = await walker.WalkAsync(seed, 3, null, TestContext.Current.CancellationToken);

                Assert.True(stranded is null, $"seed {seed}: {stranded?.Reason}\n{stranded?.Conversation}");
            }
        }

        await remove();
    }

    [Fact]
    public async Task A_command_that_waits_for_words_is_a_way_on()
    {
        using var storage = new ScriptStorage();
        await using var walker = await Walker.StartAsync(storage.Options, Stages.Dialogs, TestContext.Current.CancellationToken);

        // In this walk somebody calls a command that asks for words without showing a button.
        var stranded = await walker.WalkAsync(64, 3, null, TestContext.Current.CancellationToken);

        Assert.True(stranded is null, $"{stranded?.Reason}\n{stranded?.Conversation}");
    }

    [Fact]
    public async Task Nobody_is_stranded_whatever_is_asked()
    {
        string[] types = ["text", "number", "date", "time", "datetime", "phone", "email", "belajar_id", "npsn", "region", "photo", "document"];
        var folder = Directory.CreateTempSubdirectory("belajarbot-dialogs-");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Stages.Dialogs, "bahasa")).Append(Path.Combine(Stages.Dialogs, "regions.csv"))
            .Concat(Directory.EnumerateFiles(Stages.Dialogs, "bot*.yaml")))
        {
            var copy = Path.Combine(folder.FullName, Path.GetRelativePath(Stages.Dialogs, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "semua.yaml"),
            $"dialog: semua\ntitle: Semua\nlanguages: [id]\nstart: {{commands: [semua]}}\nanswers:\n"
            + string.Concat(types.Select(type => $"  a_{type}: {{type: {type}}}\n")) + "steps:\n"
            + string.Concat(types.Select(type => $"  - id: t_{type}\n    ask: a_{type}\n    say: {type}?\n"))
            + "  - id: selesai\n    say: Selesai.\n    end: done\n");
        using var storage = new ScriptStorage();
        await using (var walker = await Walker.StartAsync(storage.Options, folder.FullName, TestContext.Current.CancellationToken))
        {
            for (var seed = 1; seed <= 20; seed++)
            {
                var stranded = await walker.WalkAsync(seed, 2, "semua", TestContext.Current.CancellationToken);

                Assert.True(stranded is null, $"seed {seed}: {stranded?.Reason}\n{stranded?.Conversation}");
            }
        }

        folder.Delete(recursive: true);
    }
}
