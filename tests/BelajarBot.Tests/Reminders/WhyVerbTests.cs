using System.Text.Json;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;
using BelajarBot.Tests.EndToEnd;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Reminders;

/// <summary>The verb <c>why</c> as an operator uses it, in processes of their own.</summary>
public sealed class WhyVerbTests : IDisposable
{
    private readonly ReminderFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_operator_reads_what_was_sent_and_what_was_not_around_a_moment_or_as_json()
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(DatabaseKind.Sqlite);
        var start = new DateTimeOffset(2026, 8, 3, 3, 0, 0, TimeSpan.Zero);
        (int Code, string Output, string Errors) beside;
        await using (var bot = await ScriptBot.StartAsync(storage, folder.Path, new ScriptClock(start), TestContext.Current.CancellationToken))
        {
            await bot.ReceiveAsync(
                new IncomingMessage(ScriptChannel.ChannelName, "sari", 1, new TextInput("/uji")), TestContext.Current.CancellationToken);
            await bot.MoveToAsync(start.AddDays(1), "sari", TestContext.Current.CancellationToken);
            bot.Clock.MoveTo(start.AddDays(4));
            await bot.MoveToAsync(start.AddDays(4), "sari", TestContext.Current.CancellationToken);

            // Another dialog's reminder that she asked for, an invitation, and broadcasts that did not go to her.
            await bot.Database.WriteAsync(
                async session =>
                {
                    var now = start.AddDays(1);
                    await ReminderLog.AddAskedAsync(session, 1, "pengingat", 7, now, new OutgoingMessage(99, "script", "sari", MessageClass.Reminder, RichText.Plain(""), []), now);
                    await session.ExecuteAsync("insert into campaign (state, created_at, changed_at) values ('finished', @now, @now)", new { now });
                    await session.ExecuteAsync("insert into event (channel, state, kind, link_code, attendance_code, campaign_id, created_at) values ('script', 'open', 'klinik', 'x', 'y', 1, 1)");
                    await session.ExecuteAsync(
                        "insert into outbox (channel, address, person_id, class, body, campaign_id, state, not_before, created_at, sent_at) values ('script', 'sari', 1, 2, 'id', 1, 'sent', 0, @now, @now)", new { now });
                    foreach (var audience in new[] { "role = guru", "true" })
                    {
                        await session.ExecuteAsync(
                            "insert into broadcast (channel, state, audience, areas, started_at, created_at, changed_at) values ('script', 'started', @audience, '', @now, 1, 1)", new { audience, now });
                        await session.ExecuteAsync(
                            "insert into broadcast (channel, state, audience, areas, starts_at, created_at, changed_at) values ('script', 'scheduled', @audience, '', @at, 1, 1)", new { audience, at = start.AddYears(100) });
                    }

                    await session.ExecuteAsync(
                        "insert into personal_reminder (id, person_id, words, due_at, is_confirmed, created_at) values (501, 1, 'rapat', @at, 1, 1), (502, 1, 'belum', @at, 0, 1)", new { at = start.AddYears(99) });
                },
                TestContext.Current.CancellationToken);
            beside = await RunAsync(storage, "script:sari", "2026-08-04 12:00");
        }

        Assert.Equal(0, beside.Code);
        Assert.Contains("2026-08-04 10:00  pengingat yang ia minta sendiri (/pengingat) untuk 2026-08-04 10:00: dikirim dan sampai.", beside.Output, StringComparison.Ordinal);
        Assert.Contains("undangan kegiatan 1: sampai.", beside.Output, StringComparison.Ordinal);
        Assert.Contains("2125-08-03 10:00  pengingat 501 yang ia minta sendiri (/pengingat).", beside.Output, StringComparison.Ordinal);
        Assert.Contains("2126-08-03 10:00  siaran 4, bila keadaannya tetap.", beside.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("pengingat 502", beside.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("siaran 2, bila", beside.Output, StringComparison.Ordinal);
        Assert.Contains("siaran 1: ia tidak termasuk penerima yang dimaksud.", beside.Output, StringComparison.Ordinal);
        Assert.Contains("siaran 3: sekarang ia akan termasuk", beside.Output, StringComparison.Ordinal);
        var around = await RunAsync(storage, "script:sari", "--at", "2026-08-04 12:00");
        var json = await RunAsync(storage, "1", "--at", "2026-08-04 12:00", "--json");
        var nobody = await RunAsync(storage, "99");
        var moment = await RunAsync(storage, "1", "--at", "besok");

        Assert.Equal((0, 0, 2, 2), (around.Code, json.Code, nobody.Code, moment.Code));
        Assert.Contains("2026-08-04 10:00  pengingat sehari dari uji (revisi ", around.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("tiga_hari", around.Output.Split("Akan datang")[0], StringComparison.Ordinal);
        using var answer = JsonDocument.Parse(json.Output);
        Assert.Equal(["asked", "sent"], answer.RootElement.GetProperty("decided").EnumerateArray().Select(each => each.GetProperty("decision").GetString()));
        Assert.Contains("Tidak ada orang \"99\".", nobody.Errors, StringComparison.Ordinal);
        await remove();
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(StorageOptions storage, params string[] arguments)
    {
        await using var process = BotProcess.Start(
        [
            "why", .. arguments, "--set", $"Dialogs:Folder={folder.Path}",
            "--set", $"Storage:Provider={storage.Provider}", "--set", $"Storage:ConnectionString={storage.ConnectionString}",
        ]);
        return (await process.ExitCodeAsync(), process.Output, process.Errors);
    }
}
