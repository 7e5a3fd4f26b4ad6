using System.CommandLine;
using System.Diagnostics;
using BelajarBot.Access;
using BelajarBot.Broadcasts;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Hosting;
using BelajarBot.People;
using BelajarBot.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Benchmarks;

/// <summary>
/// Planning a broadcast to very many people: how long it takes against one <c>insert … select</c> of the same rows (the least
/// that has to be done, which nobody else could write during), how long somebody else's write waits meanwhile, and the memory.
/// </summary>
internal static class PlanningBenchmark
{
    private const string AudienceText = "not reached(aktivasi.aktif) and role = guru";
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMilliseconds(10);

    public static Task<int> RunAsync(string[] args)
    {
        var people = new Option<int>("--people") { DefaultValueFactory = _ => 1_000_000 };
        var command = new RootCommand("Planning a broadcast, and what others' writes wait meanwhile.") { people };
        command.SetAction((result, _) => MeasureAsync(result.GetValue(people)));
        return command.Parse(args).InvokeAsync();
    }

    private static async Task MeasureAsync(int people)
    {
        var folder = Directory.CreateTempSubdirectory("belajarbot-bench-");
        try
        {
            await using var services = await StartAsync(Path.Combine(folder.FullName, "bench.db"));
            var database = services.GetRequiredService<Database>();
            var officer = await PeopleAsync(database, people);
            var library = services.GetRequiredService<DialogCatalog>().Current;

            var clock = Stopwatch.StartNew();
            var draft = await StageAsync(database, officer);
            var counted = await database.ReadAsync(
                session => new Recipients(
                    draft, Audience.Compile(AudienceText, library).Expression!, library, AreaLimit.To(["32"]), new(3, 3), session.Dialect, DateTimeOffset.UtcNow).CountAsync(session),
                CancellationToken.None);
            var counting = clock.Elapsed;

            clock.Restart();
            var inserted = await InsertAtOnceAsync(database, draft, library);
            var baseline = clock.Elapsed;

            await MeasureOffersAsync(database, library);
            GC.Collect();
            var before = Process.GetCurrentProcess().PeakWorkingSet64;
            using var done = new CancellationTokenSource();
            var writing = WaitsAsync(database, done.Token);
            clock.Restart();
            await services.GetRequiredService<Broadcasts>().RunDueAsync(CancellationToken.None);
            var planning = clock.Elapsed;
            await done.CancelAsync();
            var waits = await writing;

            var standing = (await database.ReadAsync(session => Campaigns.StandingAsync(session, draft.CampaignId!.Value), CancellationToken.None))!;
            Console.WriteLine(
                $"{people:N0} people, {standing.Recipients:N0} recipients ({counted.Recipients:N0} counted in {counting.TotalMilliseconds:F0} ms, {standing.State}): "
                + $"planned in {planning.TotalSeconds:F1} s (at most 15), one insert of {inserted:N0} rows {baseline.TotalSeconds:F1} s, ratio {planning / baseline:F2}");
            Console.WriteLine(
                $"others' writes meanwhile: {waits.Count}, p50 {waits[waits.Count / 2]:F0} ms   p99 {waits[waits.Count * 99 / 100]:F0} ms   longest {waits[^1]:F0} ms; "
                + $"memory grew by {(Process.GetCurrentProcess().PeakWorkingSet64 - before) >> 20} MB");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What an officer waits for who wants to choose an audience by a button.</summary>
    private static async Task MeasureOffersAsync(Database database, DialogLibrary library)
    {
        await database.WriteAsync(
            async session =>
            {
                session.Unhurried = true;
                await session.ExecuteAsync(
                    """
                    insert into conversation (person_id, dialog, number, revision, step, turn, status, state, started_at, updated_at)
                    select id, 'aktivasi', 1, 'r', 'langkah' || (id % 12), 3, case when id % 4 = 0 then 'ended' else 'open' end, '{}', 1, 1 from person
                    """);
                await CounterCheck.RepairAsync(session);
            },
            CancellationToken.None);
        var officer = (await database.ReadAsync(session => PersonStore.FindAsync(session, "telegram", "1"), CancellationToken.None))!;
        var offers = new AudienceOffers(library, new BroadcastWords(library, officer, DateTimeOffset.UtcNow));
        foreach (var (name, limit) in new[] { ("one regency", AreaLimit.To(["32.11"])), ("one province", AreaLimit.To(["32"])), ("the country", AreaLimit.Everywhere) })
        {
            var clock = Stopwatch.StartNew();
            await database.ReadAsync(session => offers.OfAsync(AudienceOffers.Region, session, limit), CancellationToken.None);
            var regions = clock.Elapsed;
            clock.Restart();
            var look = await database.ReadAsync(session => StuckLook.ReadAsync(session, limit, Counting.LongestLook), CancellationToken.None);
            Console.WriteLine(
                $"offers for {name}: by region {regions.TotalMilliseconds:F1} ms; steps {clock.ElapsedMilliseconds} ms (at most 1000), "
                + $"{look.Steps.Sum(step => step.People):N0} found, {(look.IsComplete ? "all looked at" : "the newest looked at")}");
        }
    }

    private static async Task<ServiceProvider> StartAsync(string file)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:ConnectionString"] = $"Data Source={file}",
            ["Dialogs:Folder"] = DialogFolder.Find("dialogs"),
        }).Build());
        collection.AddLogging();
        collection.AddSettings().AddBot();
        var services = collection.BuildServiceProvider();
        await BotHost.PrepareAsync(services, CancellationToken.None);
        return services;
    }

    private static Task<Person> PeopleAsync(Database database, int people) => database.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync(
                """
                insert into person (channel, address, language, role, region, created_at, seen_at)
                with recursive n(i) as (select 1 union all select i + 1 from n where i < @people)
                select 'telegram', '' || i, case when i % 20 = 0 then 'en' else 'id' end, 'guru', '32.' || (10 + i % 70), 1, 1 from n
                """,
                new { people });
            var officer = (await PersonStore.FindAsync(session, "telegram", "1"))!;
            await session.ExecuteAsync(
                "insert into role_grant (person_id, role, area, granted_at) values (@Id, @role, '32', 1)", new { officer.Id, role = Role.Duta });
            return officer;
        },
        CancellationToken.None);

    private static Task<Broadcast> StageAsync(Database database, Person officer) => database.WriteAsync(
        async session =>
        {
            var now = DateTimeOffset.UtcNow;
            var id = await BroadcastStore.AddAsync(session, officer.Id, officer.Channel, now);
            var draft = (await BroadcastStore.FindAsync(session, id))! with { Audience = AudienceText, AudienceWords = "", Opens = "", StartsAt = 0 };
            await BroadcastStore.SaveAsync(session, draft, now);
            var campaign = await Campaigns.AddAsync(session, new Dictionary<string, Body> { ["id"] = Body.Of(RichText.Plain("Halo"), []) }, now);
            await BroadcastStore.NotePreviewAsync(session, id, campaign, 0, "x");
            var shown = await Campaigns.PreviewAsync(session, campaign, officer, now);
            await Outbox.SettleSentAsync(session, [.. shown!.Select(message => new SentMessage(message.OutboxId, IsKept: true, MessageId: 1))]);
            draft = (await BroadcastStore.FindAsync(session, id))! with { StartsAt = now.ToUnixTimeMilliseconds() };
            await BroadcastStore.HandInAsync(session, draft, BroadcastState.Scheduled, AreaLimit.To(["32"]), now);
            await session.ExecuteAsync("update broadcast set approved_by = @officer where id = @id", new { officer = officer.Id, id });
            return (await BroadcastStore.FindAsync(session, id))!;
        },
        CancellationToken.None);

    /// <summary>The baseline: the same rows for another campaign in one statement.</summary>
    private static Task<int> InsertAtOnceAsync(Database database, Broadcast draft, DialogLibrary library) => database.WriteAsync(
        async session =>
        {
            var now = DateTimeOffset.UtcNow;
            var campaign = await Campaigns.AddAsync(session, new Dictionary<string, Body> { ["id"] = Body.Of(RichText.Plain("Halo"), []) }, now);
            var condition = AudienceSql.Of(Audience.Compile(AudienceText, library).Expression!, library, session.Dialect, now);
            return await Campaigns.AddRecipientsAsync(
                session, campaign, condition.Text, condition.Parameters.ToDictionary(value => value.Key, value => (object?)value.Value), now);
        },
        CancellationToken.None);

    /// <summary>How long each of somebody else's small writes takes, sorted, in milliseconds.</summary>
    private static async Task<List<double>> WaitsAsync(Database database, CancellationToken done)
    {
        var waits = new List<double>();
        while (!done.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            await database.WriteAsync(
                session => session.ExecuteAsync("update person set seen_at = seen_at + 1 where id = @id", new { id = 1 + (waits.Count % 1000) }), CancellationToken.None);
            waits.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(BetweenWrites, CancellationToken.None);
        }

        waits.Sort();
        return waits;
    }
}
