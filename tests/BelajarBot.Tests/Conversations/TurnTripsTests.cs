using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Conversations;

public sealed class TurnTripsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_goes_to_PostgreSQL_to_load_to_write_and_to_commit()
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(DatabaseKind.Postgres, migrated: true);
        var (counter, options) = TripCounter.Before(storage);
        await using (counter)
        {
            await using var bot = await ScriptBot.StartAsync(
                options, DialogFolder.Find("dialogs"), new ScriptClock(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero)), Cancel);
            var said = await SaysAsync(bot, 1, new TextInput("/aktivasi"));
            var stranger = Assert.Single(TurnsIn(counter));

            said = await SaysAsync(bot, 2, new PressInput(DataOf(said, "Sudah tahu")));
            await SaysAsync(bot, 3, new TextInput("sari12@guru.sd.belajar.id"));
            var turns = TurnsIn(counter);

            // Somebody new is looked for first. In the turn of the address a mark is reached, and counted.
            Assert.Equal(4, stranger.Trips);
            Assert.Equal([3, 3], turns.Select(turn => turn.Trips));
            Assert.Contains("insert into milestone", turns[1].Said, StringComparison.Ordinal);
            Assert.Contains("insert into counter", turns[1].Said, StringComparison.Ordinal);
            Assert.DoesNotContain("counter", turns[0].Said, StringComparison.Ordinal);

            // Whose school is known costs no trip more.
            await bot.Database.WriteAsync(
                async session =>
                {
                    await session.ExecuteAsync("insert into school (npsn, name, area, level) values ('20202020', 'SDN 1 Cibadak', '32.02', 'sd')");
                    await session.ExecuteAsync("update person set npsn = '20202020'");
                },
                Cancel);
            await SaysAsync(bot, 4, new TextInput("/menu"));
            Assert.Equal(3, Assert.Single(TurnsIn(counter)).Trips);
        }

        await remove();
    }

    private static List<PassedTransaction> TurnsIn(TripCounter counter)
    {
        var turns = new List<PassedTransaction>();
        while (counter.Committed.TryDequeue(out var passed))
        {
            if (passed.Said.Contains("into seen_update", StringComparison.Ordinal))
            {
                turns.Add(passed);
            }
        }

        return turns;
    }

    private static Task<IReadOnlyList<OutgoingMessage>> SaysAsync(ScriptBot bot, long update, Input input) =>
        bot.ReceiveAsync(new IncomingMessage(ScriptChannel.ChannelName, "sari", update, input, "id", "Sari"), Cancel);

    private static string DataOf(IEnumerable<OutgoingMessage> said, string label) =>
        said.SelectMany(message => message.Buttons).SelectMany(row => row).Last(button => button.Label == label).Data;
}
