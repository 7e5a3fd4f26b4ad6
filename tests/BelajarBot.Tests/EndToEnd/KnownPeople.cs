using BelajarBot.People;
using BelajarBot.Storage;
using TelegramSimulator;
using TelegramSimulator.People;

namespace BelajarBot.Tests.EndToEnd;

internal static class KnownPeople
{
    /// <summary>People who have written to the bot, as far as Telegram and the store know; the bots have heard of them.</summary>
    internal static async Task<List<SimulatedPerson>> ArriveAsync(Simulator telegram, Database database, int count)
    {
        var people = Enumerable.Range(0, count).Select(_ => telegram.Person()).ToList();
        people.ForEach(person => person.Blocks());
        people.ForEach(person => person.Unblocks());
        await Until.TrueAsync(() => telegram.PendingUpdates == 0, "the bots have heard of them");
        await database.WriteAsync(
            async session =>
            {
                foreach (var person in people)
                {
                    await PersonStore.FindOrAddAsync(session, "telegram", $"{person.Id}", "id", null, DateTimeOffset.UtcNow);
                }
            },
            TestContext.Current.CancellationToken);
        return people;
    }
}
