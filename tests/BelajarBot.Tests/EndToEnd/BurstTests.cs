using BelajarBot.Dialogs.Engine;
using BelajarBot.Tests.Storage;
using TelegramSimulator;

namespace BelajarBot.Tests.EndToEnd;

public sealed class BurstTests
{
    [Theory, BothDatabases]
    public async Task T49_Fifty_messages_at_once_are_answered_in_their_order(DatabaseKind kind)
    {
        await using var telegram = await Simulator.StartAsync(cancel: TestContext.Current.CancellationToken);
        await using var store = await BotStore.CreateAsync(kind);
        var words = Enumerable.Range(1, 50).Select(i => i % 10 == 5 ? "/aktivasi" : $"/perintah{i}").ToList();
        var sari = telegram.Person();
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options));

        words.ForEach(text => sari.Says(text));

        var expected = UndisturbedBot.After(await BotSettings.LoadDialogsAsync(), words.Select(text => new TextInput(text))).Said;
        await Until.TrueAsync(() => sari.Inbox.Count >= expected.Count, "every answer arrived");
        Assert.Equal(expected, sari.Inbox.Select(message => message.Text));
    }

    [Theory, BothDatabases]
    public async Task A_thousand_people_at_once_each_get_exactly_their_own_answers(DatabaseKind kind)
    {
        await using var telegram = await Simulator.StartAsync(cancel: TestContext.Current.CancellationToken);
        await using var store = await BotStore.CreateAsync(kind);
        await using var bot = await HostedBot.StartAsync(BotSettings.For(telegram, store.Options));
        var people = Enumerable.Range(0, 1000).Select(_ => telegram.Person()).ToList();

        foreach (var person in people)
        {
            person.Says("/aktivasi");
            person.Says($"/saya{person.Id}");
        }

        var library = await BotSettings.LoadDialogsAsync();
        await Until.TrueAsync(() => people.TrueForAll(person => person.Inbox.Count >= 3), "everybody got their answers");
        await Until.TrueAsync(() => telegram.PendingUpdates == 0, "everything was acknowledged");
        Assert.All(people, person => Assert.Equal(
            UndisturbedBot.After(library, [new TextInput("/aktivasi"), new TextInput($"/saya{person.Id}")]).Said,
            person.Inbox.Select(message => message.Text)));
        Assert.Empty(bot.Log.All);
    }
}
