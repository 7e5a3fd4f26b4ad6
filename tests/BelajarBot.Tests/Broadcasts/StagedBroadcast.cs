using BelajarBot.Access;
using BelajarBot.Broadcasts;
using BelajarBot.Conversations;
using BelajarBot.People;
using BelajarBot.Storage;
using BelajarBot.Tests.Conversations;

namespace BelajarBot.Tests.Broadcasts;

/// <summary>A broadcast that its officer has handed in, for tests of what comes after that.</summary>
internal static class StagedBroadcast
{
    internal const string Text = "Halo {nama}";

    /// <summary>People at these addresses, and a broadcast of the first of them to all; it starts with the next tick.</summary>
    internal static async Task HandInAsync(Database database, IReadOnlyList<string> addresses, DateTimeOffset now)
    {
        await database.WriteAsync(
            async session =>
            {
                foreach (var address in addresses)
                {
                    await PersonStore.FindOrAddAsync(session, "telegram", address, "id", null, now);
                }

                var officer = (await PersonStore.FindAsync(session, "telegram", addresses[0]))!;
                await session.ExecuteAsync(
                    "insert into role_grant (person_id, role, area, granted_at) values (@Id, @role, '', 1)", new { officer.Id, role = Role.Admin });
                var id = await BroadcastStore.AddAsync(session, officer.Id, "telegram", now);
                var draft = (await BroadcastStore.FindAsync(session, id))! with { Audience = "true", AudienceWords = "Semua", Opens = "", StartsAt = 0, Zone = "Asia/Jakarta" };
                await BroadcastStore.SaveTextAsync(session, id, BroadcastText.First, Text);
                await BroadcastStore.SaveAsync(session, draft, now);
                var campaign = await Campaigns.AddAsync(
                    session, new Dictionary<string, Body> { ["id"] = BroadcastText.ToBody(Text, "Bapak/Ibu", file: null, button: null) }, now);
                await BroadcastStore.NotePreviewAsync(session, id, campaign, addresses.Count, "x");
                await SeenPreview.OfAsync(session, campaign, officer, now);
                Assert.True(await BroadcastStore.HandInAsync(session, (await BroadcastStore.FindAsync(session, id))! with { StartsAt = now.ToUnixTimeMilliseconds() }, BroadcastState.Scheduled, AreaLimit.Everywhere, now));

                // However many they are, it has been approved.
                await session.ExecuteAsync("update broadcast set approved_by = @Id", new { officer.Id });
            },
            TestContext.Current.CancellationToken);
    }
}
