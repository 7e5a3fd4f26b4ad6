using BelajarBot.Privacy;
using BelajarBot.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BelajarBot.Tests.Privacy;

/// <summary>What was kept for long enough goes; what is younger stays.</summary>
public sealed class RetentionTests
{
    [Theory, BothDatabases]
    public async Task People_of_whom_nothing_was_heard_for_too_long_are_deleted_with_everything(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        for (var i = 0; i < 120; i++)
        {
            await chat.ExecuteAsync(
                "insert into person (channel, address, language, created_at, seen_at) values ('telegram', @address, 'id', 1, 1)", new { address = $"{i}" });
        }

        await chat.ExecuteAsync("insert into milestone (person_id, scope, milestone, reached_at) select id, 'x', 'y', 1 from person");
        await chat.SaysAsync("/aktivasi");

        var deleted = await RetentionOf(chat, TimeSpan.FromDays(730)).DeleteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(120, deleted);
        Assert.Equal(["sari"], await chat.QueryAsync<string>("select address from person"));
        Assert.Empty(await chat.QueryAsync<string>("select milestone from milestone"));
    }

    [Fact]
    public async Task Zero_keeps_people_for_ever()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await chat.ExecuteAsync("insert into person (channel, address, language, created_at, seen_at) values ('telegram', '1', 'id', 1, 1)");

        var deleted = await RetentionOf(chat, TimeSpan.Zero).DeleteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, deleted);
        Assert.Single(await chat.QueryAsync<string>("select address from person"));
    }

    [Theory, BothDatabases]
    public async Task Parked_updates_and_web_chats_of_nobody_go_when_they_are_old(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        var (old, young) = (PrivacyChat.Start.AddDays(-31), PrivacyChat.Start.AddHours(-1));
        foreach (var (number, at) in new[] { (1, old), (2, young) })
        {
            await chat.ExecuteAsync(
                "insert into parked_update (channel, update_id, reason, raw, parked_at) values ('telegram', @number, 'x', '{}', @at)", new { number, at });
            await chat.ExecuteAsync(
                "insert into web_message (address, direction, body, client_id, at) values (@address, 'in', '{}', 1, @at)", new { address = $"{number}", at });
            await chat.ExecuteAsync(
                "insert into web_message (address, direction, body, client_id, at) values ('known', 'in', '{}', @number, @at)", new { number, at });
        }

        await chat.ExecuteAsync("insert into person (channel, address, language, created_at, seen_at) values ('web', 'known', 'id', @now, @now)", new { now = PrivacyChat.Start });

        await RetentionOf(chat, TimeSpan.FromDays(730)).DeleteAsync(TestContext.Current.CancellationToken);

        Assert.Equal([2], await chat.QueryAsync<long>("select update_id from parked_update"));
        Assert.Equal(["2", "known", "known"], await chat.QueryAsync<string>("select address from web_message order by address"));
    }

    [Theory, BothDatabases]
    public async Task Why_somebody_was_reminded_is_kept_for_90_days(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await chat.SaysAsync("/bantuan");
        foreach (var days in new[] { 91, 89 })
        {
            await chat.ExecuteAsync(
                """
                insert into reminder_log (person_id, dialog, reminder, revision, planned_for, decided_at, decision)
                select id, 'aktivasi', @reminder, 'x', @at, @at, 'sent' from person
                """,
                new { reminder = $"r{days}", at = PrivacyChat.Start.AddDays(-days) });
        }

        await RetentionOf(chat, TimeSpan.FromDays(730)).DeleteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["r89"], await chat.QueryAsync<string>("select reminder from reminder_log"));
    }

    [Theory, BothDatabases]
    public async Task Messages_that_did_not_arrive_are_kept_for_90_days_and_those_of_campaigns_stay(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        foreach (var state in new[] { "blocked", "failed", "unknown", "skipped", "sent" })
        {
            await AddAsync(state, days: 91);
            await AddAsync(state, days: 89);
        }

        var waiting = await AddAsync("queued", days: 91);
        var ofCampaign = await AddAsync("failed", days: 91, campaign: 7);
        var scheduled = await AddAsync("sent", days: 91, previewOf: "planned");
        await AddAsync("sent", days: 91, previewOf: "cancelled");

        await RetentionOf(chat, TimeSpan.FromDays(730)).DeleteAsync(TestContext.Current.CancellationToken);

        var before = PrivacyChat.Start.AddDays(-90);
        Assert.Equal(
            [waiting, ofCampaign, scheduled], await chat.QueryAsync<long>("select id from outbox where created_at < @before order by id", new { before }));
        Assert.Equal(5, (await chat.QueryAsync<long>("select id from outbox where created_at > @before", new { before })).Count);

        Task<long> AddAsync(string state, int days, long? campaign = null, string? previewOf = null) => chat.Database.WriteAsync(
            async session =>
            {
                var at = PrivacyChat.Start.AddDays(-days);
                var id = await session.ScalarAsync<long>(
                    """
                    insert into outbox (channel, address, class, body, state, campaign_id, not_before, created_at)
                    values ('gone', '1', 0, '{"t":"jejak"}', @state, @campaign, 4102444800000, @at) returning id
                    """,
                    new { state, campaign, at });
                if (previewOf is not null)
                {
                    var previewed = await session.ScalarAsync<long>(
                        "insert into campaign (state, created_at, changed_at) values (@previewOf, @at, @at) returning id", new { previewOf, at });
                    await session.ExecuteAsync(
                        "insert into campaign_preview (campaign_id, language, outbox_id) values (@previewed, 'id', @id)", new { previewed, id });
                }

                return id;
            },
            TestContext.Current.CancellationToken);
    }

    private static Retention RetentionOf(PrivacyChat chat, TimeSpan keepInactive) => new(
        chat.Database, Options.Create(new PrivacyOptions { KeepInactive = keepInactive }), chat.Bot.Clock, NullLogger<Retention>.Instance);
}
