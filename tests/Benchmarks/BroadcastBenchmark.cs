using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Storage;
using TelegramSimulator;
using TelegramSimulator.Faults;

namespace Benchmarks;

/// <summary>
/// A broadcast with the limits on, at both ends: the most that Telegram sees in any one second, how often it says 429 (never),
/// and how long people who write meanwhile wait for their answers.
/// </summary>
internal static class BroadcastBenchmark
{
    private const int AnswersAtOnce = 50;
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(250);

    public static Task<int> RunAsync(string[] args)
    {
        var messages = new Option<int>("--messages") { DefaultValueFactory = _ => 10_000 };
        var command = new RootCommand("A broadcast within Telegram's limits, and the replies during it.") { messages };
        command.SetAction((result, _) => MeasureAsync(result.GetValue(messages)));
        return command.Parse(args).InvokeAsync();
    }

    private static async Task MeasureAsync(int messages)
    {
        var folder = Directory.CreateTempSubdirectory("belajarbot-bench-");
        try
        {
            await using var telegram = await Simulator.StartAsync(
                new SimulatorOptions { Record = false, MessagesPerChat = 20, Limits = new RateLimits(BurstPerChat: 4) });
            var storage = new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "bench.db")}" };
            var people = Enumerable.Range(0, messages).Select(_ => telegram.Person()).ToList();
            people.ForEach(person => person.Blocks());
            people.ForEach(person => person.Unblocks());
            await DropUpdatesAsync(telegram);
            await PlanAsync(storage, people.ConvertAll(person => person.Id));

            var asked = new ConcurrentDictionary<long, long>();
            var milliseconds = new ConcurrentQueue<double>();
            var broadcasts = 0;
            telegram.OnDelivered = (person, message) =>
            {
                if (message.Text == "Siaran")
                {
                    Interlocked.Increment(ref broadcasts);
                }
                else if (asked.TryRemove(person.Id, out var at))
                {
                    milliseconds.Enqueue(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
                }
            };
            using var bot = StartBot(telegram, storage);
            while (Volatile.Read(ref broadcasts) == 0)
            {
                await Task.Delay(50);
            }

            var clock = Stopwatch.StartNew();
            for (var i = 0; Volatile.Read(ref broadcasts) < messages; i++)
            {
                var person = people[i % Math.Min(AnswersAtOnce, people.Count)];
                if (asked.TryAdd(person.Id, Stopwatch.GetTimestamp()))
                {
                    person.Says("/satu");
                }

                await Task.Delay(BetweenQuestions);
            }

            List<double> waits = [.. milliseconds];
            waits.Sort();
            Console.WriteLine(
                $"{broadcasts} broadcast messages in {clock.Elapsed.TotalSeconds:F0} s ({broadcasts / clock.Elapsed.TotalSeconds:F1} a second) and {waits.Count} replies; "
                + $"most in any one second {telegram.Sent.MostInOneSecond} (at most 30), answered with 429: {telegram.Sent.Refused} (0), most under way {telegram.Sent.MostInFlight}");
            Console.WriteLine(
                $"replies meanwhile: p50 {waits[waits.Count / 2]:F0} ms   p95 {waits[waits.Count * 95 / 100]:F0} ms (at most 2000)   longest {waits[^1]:F0} ms   {bot.Megabytes} MB");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>That these people can be written to is all that was wanted of them.</summary>
    private static async Task DropUpdatesAsync(Simulator telegram)
    {
        using var http = new HttpClient();
        var newest = await http.GetFromJsonAsync<JsonElement>($"{telegram.BaseUrl}/bot{telegram.Token}/getUpdates?offset=-1");
        var next = newest.GetProperty("result")[0].GetProperty("update_id").GetInt64() + 1;
        await http.GetAsync($"{telegram.BaseUrl}/bot{telegram.Token}/getUpdates?offset={next}");
    }

    private static async Task PlanAsync(StorageOptions storage, List<long> addresses)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var database = await Database.OpenAsync(storage, TimeProvider.System, CancellationToken.None);
        await database.WriteAsync(
            async session =>
            {
                Person by = null!;
                foreach (var address in addresses)
                {
                    by = await PersonStore.FindOrAddAsync(session, "telegram", $"{address}", "id", null, now);
                }

                var campaign = await Campaigns.AddAsync(
                    session, new Dictionary<string, Body> { ["id"] = Body.Of(RichText.Plain("Siaran"), []) }, now);
                await Campaigns.AddRecipientsAsync(session, campaign, "1 = 1", new Dictionary<string, object?>(), now);
                var shown = await Campaigns.PreviewAsync(session, campaign, by, now);
                await Outbox.SettleSentAsync(session, [.. shown!.Select(message => new SentMessage(message.OutboxId, IsKept: true, MessageId: 1))]);
                await Campaigns.StartAsync(session, campaign, now);
            },
            CancellationToken.None);
    }

    private static ChildProcess StartBot(Simulator telegram, StorageOptions storage)
    {
        string[] settings =
        [
            $"Telegram:Token={telegram.Token}", $"Telegram:BaseUrl={telegram.BaseUrl}", $"Storage:Provider={storage.Provider}",
            $"Storage:ConnectionString={storage.ConnectionString}", $"Dialogs:Folder={DialogFolder.Find("dialogs")}", "Web:Url=http://127.0.0.1:0",
        ];
        return new ChildProcess("BelajarBot.dll", ["run", .. settings.SelectMany(setting => new[] { "--set", setting })]);
    }
}
