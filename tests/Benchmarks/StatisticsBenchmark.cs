using System.CommandLine;
using System.Diagnostics;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Statistics;
using BelajarBot.Storage;
using BelajarBot.Transcripts;

namespace Benchmarks;

/// <summary>
/// Answers of <c>/statistik</c> with many people, whole turns with their commits, beside the same sums read from the facts; what
/// keeping counters costs a turn; and how long a file with people takes, and how much memory.
/// </summary>
internal static class StatisticsBenchmark
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    private static readonly string[] Questions =
        ["/statistik", "/statistik orang", "/statistik aktivasi", "/statistik aktivasi bulan ini", "/statistik aktivasi per kabupaten", "/statistik aktivasi masuk pertama per minggu", "/statistik aktivasi jabar", "/statistik aktivasi kota bandung bulan ini", "/statistik aktivasi jabar per kabupaten 30 hari",
        "/statistik jabar minggu ini", "/statistik aktivasi tahun ini", "/statistik aktivasi jabar tahun ini", "/statistik aktivasi kota bandung tahun ini", "/statistik aktivasi jabar per kabupaten tahun ini",
        "/statistik orang kota bandung 731 hari", "/statistik tiket", "/statistik tiket tahun ini", "/statistik tiket kota bandung tahun ini", "/statistik tiket jabar per kabupaten tahun ini", "/statistik kegiatan tahun ini", "/statistik kegiatan kota bandung tahun ini"];

    public static Task<int> RunAsync(string[] args)
    {
        var people = new Option<int>("--people") { DefaultValueFactory = _ => 1_000_000 };
        var command = new RootCommand("Figures with many people.") { people };
        command.SetAction((result, cancel) => MeasureAsync(result.GetValue(people), cancel));
        return command.Parse(args).InvokeAsync();
    }

    private static async Task MeasureAsync(int people, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("belajarbot-bench-");
        try
        {
            var storage = new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "bench.db")}", Files = Path.Combine(folder.FullName, "files") };
            await using var bot = await ScriptBot.StartAsync(storage, DialogFolder.Find("dialogs"), new ScriptClock(Now), cancel);
            await FillAsync(bot, people, cancel);
            await AskAsync(bot, cancel);
            await ExportAsync(bot, cancel);
            await KeepAsync(bot, cancel);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>People of all regencies and levels, each enrolled, each next mark reached by half of those before, over a year.</summary>
    private static async Task FillAsync(ScriptBot bot, int people, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var regencies = bot.Library.Texts.Data.Types.Regions.All.Where(region => !region.IsProvince).Select(region => region.Code).ToList();
        await bot.Database.WriteAsync(
            async session =>
            {
                session.Unhurried = true;
                await session.ExecuteAsync("create table bench_region (n bigint primary key, code text)");
                for (var i = 0; i < regencies.Count; i++)
                {
                    await session.ExecuteAsync("insert into bench_region (n, code) values (@i, @code)", new { i, code = regencies[i] });
                }

                var start = Now.AddDays(-365);
                await session.ExecuteAsync(
                    """
                    insert into person (channel, address, language, name, role, level, region, created_at, seen_at)
                    with recursive number(n) as (select 1 union all select n + 1 from number where n < @people)
                    select 'bench', cast(number.n as text), 'id', 'Orang ' || number.n, 'guru', case number.n / 7 % 4 when 0 then 'sd' when 1 then 'smp' when 2 then 'sma' else 'smk' end,
                        r.code, @start + (number.n * 7919 % 365) * 86400000, @start from number join bench_region r on r.n = number.n * 31 % @regions
                    """,
                    new { people, start, regions = regencies.Count });
                await session.ExecuteAsync("insert into enrolment (person_id, program, cycle, enrolled_at) select id, 'belajar_id', '', created_at from person");
                foreach (var (mark, part) in new[] { ("akun_ditemukan", 1), ("masuk_pertama", 2), ("sandi_diganti", 4), ("verifikasi_2_langkah", 8), ("aktif", 16) })
                {
                    await session.ExecuteAsync(
                        "insert into milestone (person_id, scope, cycle, milestone, reached_at) select id, 'belajar_id', '', @mark, created_at + 3600000 from person where id % @part = 0",
                        new { mark, part });
                }

                await CounterCheck.RepairAsync(session);
                await session.ExecuteAsync(
                    """
                    insert into ticket (person_id, dialog, queue, area, opened_at, first_answer_at, closed_at)
                    select id, 'aktivasi', 'umum', region, created_at + 7200000, case when id % 5 > 0 then created_at + 7200000 + id * 7919 % 86400000 end, case when id % 2 = 0 then created_at + 172800000 end
                    from person where id % 10 = 0
                    """);
                await session.ExecuteAsync(
                    """
                    insert into event (channel, state, kind, area, starts_at, link_code, attendance_code, created_at)
                    select 'bench', case when id % 9 = 0 then 'cancelled' else 'open' end, 'webinar', region, created_at, 'k' || id, 'h' || id, 1 from person where id % 200 = 0
                    """);
                await session.ExecuteAsync(
                    """
                    insert into event_answer (event_id, person_id, state, asked_at, told_version, attended_at, rating)
                    select e.id, p.id, 'yes', 1, 0, case when p.id % 3 > 0 then 1 end, case when p.id % 3 = 1 then p.id % 5 + 1 end
                    from event e join person p on p.id >= e.id * 37 and p.id < e.id * 37 + 30
                    """);
            },
            cancel);
        await bot.ReceiveAsync(Message("/bantuan", 1), cancel);
        await bot.Database.WriteAsync(
            session => session.ExecuteAsync("insert into role_grant (person_id, role, area, granted_at) select id, 5, '', 1 from person where address = 'petugas'"), cancel);
        var counters = await bot.Database.ReadAsync(session => session.ScalarAsync<long>("select count(*) from counter"), cancel);
        Console.WriteLine($"{people} people, {counters} counters, made in {clock.Elapsed.TotalSeconds:F0} s");
    }

    private static async Task AskAsync(ScriptBot bot, CancellationToken cancel)
    {
        var update = 10L;
        foreach (var question in Questions)
        {
            var times = new List<double>();
            for (var i = 0; i < 7; i++)
            {
                var started = Stopwatch.GetTimestamp();
                var said = await bot.ReceiveAsync(Message(question, ++update), cancel);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                if (said is not [{ Text.Text: ['\uD83D', ..] }])
                {
                    throw new InvalidOperationException($"{question} was not answered.");
                }
            }

            times.Sort();
            Console.WriteLine($"{question,-52} median {times[3],7:F1} ms   longest {times[^1],7:F1} ms   (at most 100)");
        }

        var baseline = Stopwatch.GetTimestamp();
        await bot.Database.ReadAsync(
            session => session.QueryAsync<(string, long)>(
                "select m.milestone, count(*) from milestone m join person p on p.id = m.person_id where m.scope = 'belajar_id' and m.cycle = '' group by m.milestone"),
            cancel);
        Console.WriteLine($"baseline: the funnel of the country read from the facts {Stopwatch.GetElapsedTime(baseline).TotalMilliseconds:F0} ms");
    }

    /// <summary>
    /// What counting costs, as a part of the processor time that a turn takes: that of the statements of a turn that reaches a mark, with and
    /// without counting it, taking turns because other work disturbs both alike; beside whole turns of people who go through the activation.
    /// Telegram is not asked, and waiting for the disk does not count: both would make turns longer and the part smaller.
    /// </summary>
    private static async Task KeepAsync(ScriptBot bot, CancellationToken cancel)
    {
        var (with, without, turns) = (new List<double>(), new List<double>(), new List<double>());
        var (facts, walked) = (0L, 0);
        for (var round = 0; round < 9; round++)
        {
            without.Add(await RoundAsync(bot, round * 2, isCounted: false, cancel));
            with.Add(await RoundAsync(bot, (round * 2) + 1, isCounted: true, cancel));
            var before = await CountedAsync(bot, cancel);
            var (microseconds, number) = await WalkAsync(bot, round, cancel);
            turns.Add(microseconds);
            (facts, walked) = (facts + await CountedAsync(bot, cancel) - before, walked + number);
        }

        // The least is what the work takes where nobody disturbs it.
        var (cost, perTurn, turn) = (with.Min() - without.Min(), (double)facts / walked, turns.Min());
        Console.WriteLine($"processor time of the statements of a turn with a mark: {without.Min():F0} µs, and counted {with.Min():F0} µs: {with.Min() / without.Min():F2} x");
        Console.WriteLine(
            $"processor time of a turn: {turn:F0} µs, with {perTurn:F2} counted facts: counting takes {cost * perTurn / (turn - (cost * perTurn)) * 100:F1} % more than a turn without (at most 10 %)");
    }

    private static Task<long> CountedAsync(ScriptBot bot, CancellationToken cancel) => bot.Database.ReadAsync(
        session => session.ScalarAsync<long>("select cast(coalesce(sum(people), 0) as bigint) from counted where grain = 0 and scope <> 'uji'"), cancel);

    /// <summary>New people go through the activation, many at once; returns how long a turn took and how many there were.</summary>
    private static async Task<(double Microseconds, int Turns)> WalkAsync(ScriptBot bot, int round, CancellationToken cancel)
    {
        var (turns, update) = (0, 1_000_000L * (round + 1));

        // The sender's pace follows the clock, which stands.
        bot.Clock.MoveTo(bot.Clock.GetUtcNow().AddSeconds(10));
        var before = Processor;
        await Parallel.ForAsync(0, 300, new ParallelOptions { MaxDegreeOfParallelism = 50, CancellationToken = cancel }, async (person, cancel) =>
        {
            IReadOnlyList<OutgoingMessage> said = [];
            foreach (var (isPress, words) in Crowd.Way)
            {
                Input input = isPress
                    ? new PressInput(said.SelectMany(message => message.Buttons).SelectMany(row => row).Last(button => button.Label == words).Data)
                    : new TextInput(words);
                said = await bot.ReceiveAsync(
                    new IncomingMessage(ScriptChannel.ChannelName, $"jalan{round}-{person}", Interlocked.Increment(ref update), input, "id"), cancel);
                Interlocked.Increment(ref turns);
            }
        });
        return ((Processor - before).TotalMicroseconds / turns, turns);
    }

    private static async Task<double> RoundAsync(ScriptBot bot, int round, bool isCounted, CancellationToken cancel)
    {
        const int turns = 2000;
        var before = Processor;
        await Task.WhenAll(Enumerable.Range(0, turns).Select(i => bot.Database.WriteAsync(
            async session =>
            {
                var person = (await PersonStore.FindAsync(session, "bench", $"{1000 + i}"))!;
                await SeenUpdates.AddAsync(session, "bench", (round * 100_000L) + i, Now);
                await ConversationStore.OfPersonAsync(session, person.Id);
                await session.ExecuteAsync("insert into milestone (person_id, scope, cycle, milestone, reached_at) values (@Id, 'uji', @cycle, 'uji', @Now)", new { person.Id, cycle = $"{round}", Now });
                ConversationStore.Save(session, person.Id, new Conversation("uji", "x", round, Now, Now));
                PersonStore.Save(session, person, isPresent: true, Now);
                var answer = await Outbox.AddAsync(session, person.Id, "bench", person.Address, MessageClass.Reply, RichText.Plain("Baik."), [], Now);

                // Taken out at once: what stays there the sender would look at, on somebody's time.
                await Outbox.SettleSentAsync(session, [new SentMessage(answer.OutboxId, IsKept: false, MessageId: null)]);
                if (isCounted)
                {
                    var counters = new Counters([]);
                    counters.Note(new CountedFact(CountedFact.Reached, "uji", $"{round}", "uji", Now));
                    counters.Write(session, person, person);
                }
            },
            cancel)));
        return (Processor - before).TotalMicroseconds / turns;
    }

    private static TimeSpan Processor => Environment.CpuUsage.TotalTime;

    private static async Task ExportAsync(ScriptBot bot, CancellationToken cancel)
    {
        foreach (var (area, format) in new[] { ("kota bandung", "csv"), ("sulsel", "csv"), ("nasional", "csv"), ("nasional", "xlsx") })
        {
            await bot.ReceiveAsync(Message($"/ekspor aktivasi {area} nama {format}", Random.Shared.NextInt64()), cancel);
            GC.Collect();
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var most = 0L;
            using var watch = new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 20);
            var started = Stopwatch.GetTimestamp();
            await bot.Of<PeopleExports>().RunDueAsync(cancel);
            Console.WriteLine($"people of {area} as {format}: {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s, at most {(most - before) / 1e6:F0} MB more on the heap");
        }
    }

    private static IncomingMessage Message(string text, long update) => new(ScriptChannel.ChannelName, "petugas", update, new TextInput(text), "id");
}
