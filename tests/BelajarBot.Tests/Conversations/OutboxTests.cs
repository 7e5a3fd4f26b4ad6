using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Conversations;

public sealed class OutboxTests
{
    [Theory]
    [InlineData(20, true)]
    [InlineData(22, false)]
    public async Task What_concerns_somebody_comes_without_a_sound_in_the_quiet_hours_that_were_set(int quietFrom, bool isSilent)
    {
        var now = new DateTimeOffset(2026, 3, 2, 21, 0, 0, TimeSpan.FromHours(7));
        await using var store = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);

        var message = await store.Database.WriteAsync(
            async session =>
            {
                var person = await PersonStore.FindOrAddAsync(session, "fake", "sari", "id", null, now);
                return await Outbox.TellAsync(
                    session, person.Id, _ => RichText.Plain("Peran Anda berakhir."), new QuietHours(new TimeOnly(quietFrom, 0), new TimeOnly(7, 0)), now);
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(isSilent, message!.IsSilent);
    }
}
