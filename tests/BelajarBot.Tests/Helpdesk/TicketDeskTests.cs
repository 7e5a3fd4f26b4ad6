using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Helpdesk;
using BelajarBot.Hosting;
using BelajarBot.Storage;
using BelajarBot.Tests.EndToEnd;
using BelajarBot.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using TelegramSimulator;

namespace BelajarBot.Tests.Helpdesk;

/// <summary>What staff do with a ticket, with the real turns and stores.</summary>
public sealed class TicketDeskTests : IDisposable
{
    private const string Dialog = """
        dialog: tanya
        title: Bertanya
        start: {commands: [tanya]}
        steps:
          - {id: serahkan, say: Saya teruskan., handover: {queue: duta, note: Tolong}, resume: selesai}
          - {id: selesai, say: Terima kasih., end: done}
        """;

    private readonly DialogsCopy dialogs = DialogsCopy.Make();
    private long updates;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public TicketDeskTests() => File.WriteAllText(Path.Combine(dialogs.Folder, "tanya.yaml"), Dialog);

    public void Dispose() => dialogs.Dispose();

    [Theory, BothDatabases]
    public async Task What_is_said_on_both_sides_is_kept_without_secrets(DatabaseKind kind)
    {
        await OnBotAsync(kind, async (bot, database, desk) =>
        {
            await SayAsync(bot, "/tanya");
            var ticket = await TicketAsync(database);
            await SayAsync(bot, "halo?");

            Assert.True(await desk.SayAsync(ticket.Id, "Kode OTP Anda 482913, ya?", Cancel));

            var kept = await database.ReadAsync(
                session => session.QueryAsync<Message>("select author, body from ticket_message order by id"), Cancel);
            Assert.Equal(["person", "staff"], kept.Select(message => message.Author));
            Assert.Contains("halo?", kept[0].Body, StringComparison.Ordinal);
            Assert.DoesNotContain("482913", kept[1].Body, StringComparison.Ordinal);
            Assert.Equal(ConversationStatus.HandedOver, (await StateAsync(database)).Status);
        });
    }

    [Theory, BothDatabases]
    public async Task A_ticket_is_closed_once_and_the_dialog_goes_on_once(DatabaseKind kind)
    {
        await OnBotAsync(kind, async (bot, database, desk) =>
        {
            await SayAsync(bot, "/tanya");
            var ticket = await TicketAsync(database);

            var closed = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => desk.CloseAsync(ticket.Id, Cancel)));

            Assert.Single(closed, done => done);
            Assert.Equal((ConversationStatus.Ended, "done"), ((await StateAsync(database)).Status, (await StateAsync(database)).Outcome));
            Assert.Equal(1, await database.ReadAsync(
                session => session.ScalarAsync<long>("select count(*) from outbox where body like '%Terima kasih%'"), Cancel));
            Assert.False(await desk.SayAsync(ticket.Id, "Masih di sini?", Cancel));
            Assert.False(await desk.CloseAsync(987654, Cancel));
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public async Task Staff_write_something_and_no_more_than_a_message_holds(string? words) => await OnBotAsync(
        DatabaseKind.Sqlite,
        (_, _, desk) => Assert.ThrowsAsync<ArgumentException>(() => desk.SayAsync(1, words ?? new string('x', 3501), Cancel)));

    [Theory]
    [InlineData("2026-03-02T15:00:00Z", true)]
    [InlineData("2026-03-02T05:00:00Z", false)]
    public async Task T96_What_staff_write_at_night_arrives_without_a_sound_and_an_answer_does_not(string moment, bool isSilent) =>
        await OnBotAsync(
            DatabaseKind.Sqlite,
            async (bot, database, desk) =>
            {
                await SayAsync(bot, "/tanya");
                var ticket = await TicketAsync(database);
                await desk.SayAsync(ticket.Id, "Sudah saya periksa.", Cancel);

                var bodies = await database.ReadAsync(session => session.QueryAsync<string>("select body from outbox order by id"), Cancel);
                Assert.False(Body.Read(bodies[0]).IsSilent);
                Assert.Equal(isSilent, Body.Read(bodies[^1]).IsSilent);
            },
            new VirtualClock(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(null, true)]
    [InlineData("2026-03-02T07:00:00Z", true)]
    [InlineData("2026-03-02T07:00:01Z", false)]
    [InlineData("2026-03-02T08:00:00Z", false)]
    [InlineData("2026-03-02T08:05:00Z", false)] // the clock was put back a little
    [InlineData("2026-03-03T08:00:00Z", true)] // or a day
    public void First_words_and_words_into_an_hour_of_silence_are_confirmed(string? lastSaid, bool isConfirmed)
    {
        var now = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        var last = lastSaid is null ? (DateTimeOffset?)null : DateTimeOffset.Parse(lastSaid, System.Globalization.CultureInfo.InvariantCulture);

        var ticket = new Ticket(1, 1, "tanya", "duta", Area: null, Note: null, now.AddDays(-1), AnswerBy: null, Holds: true, last);

        Assert.Equal(isConfirmed, ticket.IsSilentAt(now));
    }

    [Theory, BothDatabases]
    public async Task Words_are_confirmed_once_also_to_somebody_to_whom_staff_wrote_first_and_delivered_twice(DatabaseKind kind) => await OnBotAsync(
        kind,
        async (bot, database, desk) =>
        {
            await SayAsync(bot, "/tanya");
            await desk.SayAsync((await TicketAsync(database)).Id, "Apa yang tampil di layar?", Cancel);

            await SayAsync(bot, "halo?");
            updates--;
            await SayAsync(bot, "halo?");
            await SayAsync(bot, "layarnya putih");

            Assert.Equal(1, await database.ReadAsync(session => session.ScalarAsync<long>("select count(*) from outbox where body like '%Diteruskan ke petugas%'"), Cancel));
            Assert.Equal(3, await database.ReadAsync(session => session.ScalarAsync<long>("select count(*) from ticket_message"), Cancel));
        });

    private async Task OnBotAsync(DatabaseKind kind, Func<Turns, Database, TicketDesk, Task> act, TimeProvider? clock = null)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        var builder = BotHost.CreateBuilder(
        [
            $"Dialogs:Folder={dialogs.Folder}", $"Storage:Provider={storage.Provider}", $"Storage:ConnectionString={storage.ConnectionString}",
            "Logging:LogLevel:Default=Error",
        ]);
        if (clock is not null)
        {
            builder.Services.AddSingleton(clock);
        }

        var app = builder.Build();
        await using (app)
        {
            await BotHost.PrepareAsync(app.Services, Cancel);
            await act(app.Services.GetRequiredService<Turns>(), app.Services.GetRequiredService<Database>(), app.Services.GetRequiredService<TicketDesk>());
        }

        await remove();
    }

    private Task SayAsync(Turns bot, string words) => bot.ReceiveAsync(new IncomingMessage("uji", "sari", ++updates, new TextInput(words)), Cancel);

    private static async Task<Ticket> TicketAsync(Database database) =>
        Assert.Single(await database.ReadAsync(async session => await TicketStore.OpenOfPersonAsync(session, await PersonAsync(session)), Cancel));

    private static async Task<Conversation> StateAsync(Database database) =>
        Assert.Single(await database.ReadAsync(async session => await ConversationStore.OfPersonAsync(session, await PersonAsync(session)), Cancel));

    private static Task<long> PersonAsync(Session session) => session.ScalarAsync<long>("select id from person where address = 'sari'");

    private sealed record Message(string Author, string Body);
}
