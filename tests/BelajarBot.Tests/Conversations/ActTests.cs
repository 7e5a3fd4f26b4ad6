using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Conversations;

/// <summary>Turns that staff or the clock take about a person.</summary>
public sealed class ActTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_comes_by_itself_between_two_messages_does_not_hide_that_the_second_is_the_secret()
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(DatabaseKind.Sqlite, migrated: true);
        await using (var bot = await ScriptBot.StartAsync(
            storage, DialogFolder.Find("dialogs"), new ScriptClock(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero)), Cancel))
        {
            await SaysAsync(bot, 1, "password saya");

            Assert.True(await bot.Of<Turns>().ActAsync(
                ScriptChannel.ChannelName, "sari",
                (_, _) => Task.FromResult<Func<DialogLibrary, Visitor, Reply>?>((_, visitor) => Reply.Only(visitor)), Cancel));

            var said = await SaysAsync(bot, 2, "guru1234");
            Assert.Contains("Pesan itu tidak saya simpan", Assert.Single(said).Text.Text, StringComparison.Ordinal);
        }

        await remove();
    }

    private static Task<IReadOnlyList<OutgoingMessage>> SaysAsync(ScriptBot bot, long update, string words) =>
        bot.ReceiveAsync(new IncomingMessage(ScriptChannel.ChannelName, "sari", update, new TextInput(words), "id", "Sari"), Cancel);
}
