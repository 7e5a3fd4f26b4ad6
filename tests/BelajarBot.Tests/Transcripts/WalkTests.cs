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
            for (var seed = 1; seed <= 10; seed++)
            {
                var stranded = await walker.WalkAsync(seed, 3, null, TestContext.Current.CancellationToken);

                Assert.True(stranded is null, $"seed {seed}: {stranded?.Reason}\n{stranded?.Conversation}");
            }
        }

        await remove();
    }
}
