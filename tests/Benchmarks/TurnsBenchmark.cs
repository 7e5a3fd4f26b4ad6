using System.CommandLine;
using BelajarBot.Conversations;
using BelajarBot.Storage;
using TelegramSimulator;

namespace Benchmarks;

/// <summary>
/// Turns a second and their latency, from the moment Telegram has the update until it has the answer, beside the null bot.
/// The bot, the null bot and Telegram with its people have a process each; the two bots take turns, because other work on
/// the machine disturbs both alike, and the medians of the rounds count.
/// </summary>
internal static class TurnsBenchmark
{
    public static Task<int> RunAsync(string[] args)
    {
        var provider = new Option<Provider>("--provider") { DefaultValueFactory = _ => Provider.Sqlite };
        var people = new Option<int>("--people") { DefaultValueFactory = _ => 50 };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 20, Description = "For each bot in each round." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3 };
        var command = new RootCommand("Turns a second against the null bot.") { provider, people, seconds, rounds };
        command.SetAction((result, _) => MeasureAsync(
            result.GetValue(provider), result.GetValue(people), TimeSpan.FromSeconds(result.GetValue(seconds)), result.GetValue(rounds)));
        return command.Parse(args).InvokeAsync();
    }

    private static async Task MeasureAsync(Provider provider, int people, TimeSpan time, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("belajarbot-bench-");
        await using var postgres = provider == Provider.Postgres ? await PostgresServer.StartAsync() : null;
        try
        {
            await using var nullTelegram = await StartTelegramAsync();
            await using var telegram = await StartTelegramAsync();
            using var nullBot = new ChildProcess("Benchmarks.dll", NullBot.Verb, nullTelegram.BaseUrl, nullTelegram.Token);
            using var bot = StartBot(telegram, provider, postgres?.ConnectionString ?? $"Data Source={Path.Combine(folder.FullName, "bench.db")}");
            var nullSide = new Side("null bot", nullBot, new Crowd(nullTelegram, people, isNull: true));
            var side = new Side($"bot on {provider}", bot, new Crowd(telegram, people, isNull: false));
            var ratios = new List<(double Throughput, double Latency)>();
            for (var round = 0; round <= rounds; round++)
            {
                // Round 0 only warms up: what is compiled anew and connections that are opened.
                var isWarmUp = round == 0;
                var without = await nullSide.MeasureAsync(isWarmUp ? TimeSpan.FromSeconds(8) : time, isWarmUp);
                var with = await side.MeasureAsync(isWarmUp ? TimeSpan.FromSeconds(8) : time, isWarmUp);
                if (!isWarmUp)
                {
                    ratios.Add((with.PerSecond / without.PerSecond, with.P99 / without.P99));
                }
            }

            Console.WriteLine(
                $"median of {rounds} rounds: {Median(ratios.Select(r => r.Throughput)):F2} x the null bot's turns/s (to reach 0.60), "
                + $"p99 {Median(ratios.Select(r => r.Latency)):F2} x (at most 2.00)");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<Simulator> StartTelegramAsync() =>
        Simulator.StartAsync(new SimulatorOptions { Record = false, MessagesPerChat = 20 });

    private static ChildProcess StartBot(Simulator telegram, Provider provider, string connectionString)
    {
        string[] settings =
        [
            $"Telegram:Token={telegram.Token}", $"Telegram:BaseUrl={telegram.BaseUrl}", $"Storage:Provider={provider}",
            $"Storage:ConnectionString={connectionString}", $"Dialogs:Folder={DialogFolder.Find("dialogs")}", "Web:Url=http://127.0.0.1:0",
            "Sending:PerSecond=100000", "Sending:BurstToOnePerson=1000", "Sending:BetweenToOnePerson=00:00:00",
        ];
        return new ChildProcess("BelajarBot.dll", ["run", .. settings.SelectMany(setting => new[] { "--set", setting })]);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;

    private sealed record Figures(double PerSecond, double P99);

    private sealed class Side(string name, ChildProcess process, Crowd crowd)
    {
        public async Task<Figures> MeasureAsync(TimeSpan time, bool isWarmUp)
        {
            var warmUp = TimeSpan.FromSeconds(isWarmUp ? 4 : 1);
            var processor = process.Processor;
            var (milliseconds, seconds) = await crowd.WalkAsync(warmUp, time);
            var share = (process.Processor - processor).TotalSeconds / (warmUp.TotalSeconds + seconds);
            var figures = new Figures(milliseconds.Count / seconds, milliseconds[milliseconds.Count * 99 / 100]);
            Console.WriteLine(
                $"{(isWarmUp ? "warm-up " : "")}{name,-16} {figures.PerSecond,7:F0} turns/s   p50 {milliseconds[milliseconds.Count / 2],6:F1} ms   "
                + $"p99 {figures.P99,6:F1} ms   {share * 1e6 / figures.PerSecond,5:F0} us processor/turn   {process.Megabytes} MB");
            return figures;
        }
    }
}
