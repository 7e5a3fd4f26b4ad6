using BelajarBot.Access;
using BelajarBot.Channels.WebChat;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.People;
using BelajarBot.Storage;
using Microsoft.Extensions.Options;

namespace BelajarBot.Hosting;

/// <summary>
/// People who do not exist, for trying the bot out on one's own computer: those beside whom a visitor of the web chat may talk,
/// and the teachers of <c>run --demo 500</c>. Neither is there for a bot on Telegram, nor on a database where real people are.
/// </summary>
internal sealed class DemoPeople(Database database, DialogCatalog catalog, IOptions<WebOptions> web, TimeProvider time)
{
    /// <summary>The most teachers at once: enough to try figures, quick enough to wait for.</summary>
    internal const int Most = 100_000;

    private const int AtOnce = 500;

    private static readonly (WebRole Role, string Name, string? Region, (Role Role, string Area)? Office)[] Cast =
    [
        (new("sari", "Bu Sari, guru"), "Bu Sari", "32.73", null),
        (new("dedi", "Pak Dedi, Duta Jawa Barat"), "Pak Dedi", "32.73", (Role.Duta, "32")),
        (new("ani", "Bu Ani, admin nasional"), "Bu Ani", "31.71", (Role.Admin, AreaLimit.WholeCountry)),
    ];

    private static readonly string[] FirstNames =
    [
        "Bu Aisyah", "Pak Bambang", "Bu Citra", "Pak Dadang", "Bu Endah", "Pak Fajar", "Bu Gita", "Pak Hendra", "Bu Ika", "Pak Joko", "Bu Kartika",
        "Pak Lukman", "Bu Maya", "Pak Nanang", "Bu Putri", "Pak Rahmat", "Bu Siti", "Pak Teguh", "Bu Umi", "Pak Wahyu", "Bu Yuliana", "Pak Zainal",
    ];

    private static readonly string[] LastNames =
    [
        "Hidayat", "Lestari", "Nugroho", "Pratama", "Rahayu", "Saputra", "Siregar", "Susanto", "Utami", "Wibowo", "Wulandari", "Yusuf", "Simanjuntak", "Manurung",
        "Tambunan", "Lubis", "Ginting", "Setiawan", "Kurniawan", "Maharani",
    ];

    private static readonly string[] Levels = ["sd", "sd", "sd", "smp", "smp", "sma", "smk", "paud"];

    /// <summary>The people beside the visitor; null where the page can be reached from elsewhere.</summary>
    internal WebCast? CastForPage() => web.Value.Hosts.Count > 0 || !Uri.TryCreate(web.Value.Url, UriKind.Absolute, out var url) || !url.IsLoopback
        ? null
        : new WebCast([.. Cast.Select(each => each.Role)], IsForDemoAsync, IntroduceAsync);

    /// <summary>Remembers that others could come by the page, for whoever starts the bot without its public name later.</summary>
    internal Task RememberPageAsync(CancellationToken cancel) => CastForPage() is not null
        ? Task.CompletedTask
        : database.WriteAsync(
            session => session.ExecuteAsync("insert into public_page (since) select @now where not exists (select 1 from public_page)", new { now = time.GetUtcNow() }), cancel);

    /// <summary>Fills the database with invented teachers; returns how many there are now.</summary>
    /// <exception cref="HostStartException">There are real people in it.</exception>
    internal async Task<long> FillAsync(int count, CancellationToken cancel)
    {
        if (CastForPage() is null || !await IsForDemoAsync(cancel))
        {
            throw new HostStartException(
                "--demo is for an empty database on this computer, and this one has real people in it, or the page can or could be reached from elsewhere. "
                + "Name another file with Storage:ConnectionString, or leave --demo out.");
        }

        var present = await CountAsync(cancel);
        var random = new Random(500);
        for (var from = 0; from < count; from += AtOnce)
        {
            // The same numbers make the same people, so those who are there already cost only the drawing.
            var drawn = Enumerable.Range(from + 1, Math.Min(AtOnce, count - from)).Select(number => Draw(number, random)).ToList();
            if (from + drawn.Count > present)
            {
                await database.WriteAsync(
                    async session =>
                    {
                        foreach (var teacher in drawn)
                        {
                            await AddAsync(session, teacher);
                        }
                    },
                    cancel);
            }
        }

        if (present < count)
        {
            await database.WriteAsync(CounterCheck.RepairAsync, cancel);
        }

        return await CountAsync(cancel);
    }

    private Task<long> CountAsync(CancellationToken cancel) =>
        database.ReadAsync(session => session.ScalarAsync<long>($"select count(*) from person where channel = '{DemoChannel.ChannelName}'"), cancel);

    /// <summary>Whether nobody is in the database but visitors of this computer's page, which never was anything else, and people of ours.</summary>
    private Task<bool> IsForDemoAsync(CancellationToken cancel) => database.ReadAsync(
        async session => await session.ScalarAsync<long>("select count(*) from public_page") == 0 && await session.FirstOrDefaultAsync<long?>(
            $"select id from person where channel not in ('web', 'terminal', '{DemoChannel.ChannelName}') limit 1") is null,
        cancel);

    private async Task IntroduceAsync(string address, WebRole role, CancellationToken cancel)
    {
        if (await database.ReadAsync(
            session => session.FirstOrDefaultAsync<long?>("select id from person where channel = 'web' and address = @address", new { address }), cancel) is not null)
        {
            return;
        }

        var (_, name, region, office) = Array.Find(Cast, each => each.Role == role);
        await database.WriteAsync(
            async session =>
            {
                var now = time.GetUtcNow();
                var person = await PersonStore.FindOrAddAsync(session, "web", address, catalog.Current.Texts.Languages[0], name, now);
                PersonStore.Save(
                    session, person with { Name = name, Region = region, Role = "guru", Consents = AllConsents() }, isPresent: true, now);
                if (office is var (held, area))
                {
                    await Officers.GrantAsync(session, person.Id, held, area, grantedBy: null, until: null, now);
                }
            },
            cancel);
    }

    private string? AllConsents() => GivenConsents.Write(
        ValueSet.Of(catalog.Current.Consents.Values.Select(consent => new KeyValuePair<string, string?>(consent.Name, consent.Version))));

    /// <summary>A teacher with what they have reached so far: most of those who began went on, fewer at each mark.</summary>
    private Teacher Draw(int number, Random random)
    {
        var regions = catalog.Current.Texts.Data.Types.Regions;
        var provinces = regions.All.Where(region => region.IsProvince).ToList();
        var province = random.Next(3) == 0 ? "32" : provinces[random.Next(provinces.Count)].Code;
        var regencies = regions.In(province).ToList();
        var seen = time.GetUtcNow() - TimeSpan.FromHours(random.Next(60 * 24));
        var began = seen - TimeSpan.FromDays(random.Next(1, 40));
        var marks = new List<(string Scope, string Cycle, string Name, DateTimeOffset At)>();
        var enrolments = new List<(string Program, string Cycle, DateTimeOffset At)>();
        foreach (var dialog in catalog.Current.Dialogs.Where(dialog => !dialog.Milestones.IsEmpty && random.Next(2) == 0))
        {
            var cycle = catalog.Current.CycleOf(dialog.Id);
            var at = began;
            foreach (var mark in dialog.Milestones.TakeWhile(_ => random.Next(100) < 70))
            {
                at += (seen - at) * random.NextDouble();
                marks.Add((dialog.MilestoneScope, cycle, mark, at));
            }

            if (dialog.Program is { } program && at != began)
            {
                enrolments.Add((program, cycle, began));
            }
        }

        return new Teacher(
            $"demo-{number:D6}", $"{FirstNames[random.Next(FirstNames.Length)]} {LastNames[random.Next(LastNames.Length)]}",
            regencies.Count == 0 ? province : regencies[random.Next(regencies.Count)].Code, Levels[random.Next(Levels.Length)], began, seen, marks, enrolments);
    }

    private async Task AddAsync(Session session, Teacher teacher)
    {
        if (await session.FirstOrDefaultAsync<long?>(
            $"""
            insert into person (channel, address, language, display_name, name, role, level, region, consents, source, created_at, seen_at)
            values ('{DemoChannel.ChannelName}', @Address, 'id', @Name, @Name, 'guru', @Level, @Region, @consents, 'demo', @Began, @Seen)
            on conflict (channel, address) do nothing returning id
            """,
            new { teacher.Address, teacher.Name, teacher.Level, teacher.Region, consents = AllConsents(), teacher.Began, teacher.Seen }) is not { } id)
        {
            return;
        }

        foreach (var (scope, cycle, name, at) in teacher.Marks)
        {
            await session.ExecuteAsync(
                "insert into milestone (person_id, scope, milestone, cycle, reached_at) values (@id, @scope, @name, @cycle, @at) on conflict do nothing",
                new { id, scope, name, cycle, at });
        }

        foreach (var (program, cycle, at) in teacher.Enrolments)
        {
            await session.ExecuteAsync(
                "insert into enrolment (person_id, program, cycle, enrolled_at) values (@id, @program, @cycle, @at) on conflict do nothing",
                new { id, program, cycle, at });
        }
    }

    private sealed record Teacher(
        string Address, string Name, string Region, string Level, DateTimeOffset Began, DateTimeOffset Seen,
        IReadOnlyList<(string Scope, string Cycle, string Name, DateTimeOffset At)> Marks, IReadOnlyList<(string Program, string Cycle, DateTimeOffset At)> Enrolments);
}
