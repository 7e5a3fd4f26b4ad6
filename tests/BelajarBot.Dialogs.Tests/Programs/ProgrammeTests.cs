using System.Text.RegularExpressions;
using BelajarBot.Dialogs.Programs;
using BelajarBot.Dialogs.Tests.Checks;

namespace BelajarBot.Dialogs.Tests.Programs;

public sealed class ProgrammeTests
{
    private static readonly DateTimeOffset May = Lomba.On("2026-05-10");

    [Fact]
    public void Every_key_of_a_programme_is_read()
    {
        var lomba = Lomba.Load().Find("lomba")!;

        Assert.Equal(["kabar", "situs"], lomba.Links.Select(link => link.Name));
        Assert.Equal(["2025", "2026", "2027"], lomba.Cycles.Select(cycle => cycle.Id));
        Assert.Equal("Writing Contest", lomba.Title.In("en").Source);
        Assert.Equal("free", lomba.Find("biaya", May)!.In("en"));
        Assert.Equal(new DateOnly(2026, 7, 15), lomba.Find("daftar_tutup", May)!.Date);
        var source = lomba.Find("hadiah", May)!.Provenance;
        Assert.Equal(new Provenance("kabar", new DateOnly(2026, 1, 31), Confidence.Uncertain), source);
    }

    [Theory]
    [InlineData("open", "open", "unannounced", "2026")]
    [InlineData("closed", "open", "unannounced", "2026")]
    [InlineData("open", "closed", "unannounced", "2025")]
    [InlineData("closed", "closed", "unannounced", "2026")]
    [InlineData("closed", "unannounced", "not_held", "2027")]
    [InlineData("closed", "unannounced", "unannounced", "2025")]
    [InlineData("unannounced", "unannounced", "unannounced", "2027")]
    public void The_open_cycle_counts_or_else_the_newest_that_was_announced_or_else_the_newest(string of2025, string of2026, string of2027, string current)
    {
        // Two open cycles are an error in a file; an administrator can still come to it, and the newer one wins.
        var programmes = Lomba.Load().With(
            [Lomba.Change("2025", "state", of2025), Lomba.Change("2026", "state", of2026), Lomba.Change("2027", "state", of2027)]);

        Assert.Equal(current, programmes.CycleOf("lomba"));
    }

    [Fact]
    public void A_state_that_is_doubted_counts_as_nothing_official()
    {
        var doubted = Lomba.File.Replace("state: open\n    source: uji\n    last_checked: 2026-01-31\n    confidence: V\n", "state: open\n    source: kabar\n    last_checked: 2026-01-31\n    confidence: U\n", StringComparison.Ordinal);
        Assert.NotEqual(Lomba.File, doubted);

        var lomba = Lomba.Load(doubted).Find("lomba")!;

        Assert.Equal("2025", lomba.CycleId);
        Assert.Equal(CycleState.Closed, lomba.State);
    }

    [Fact]
    public void A_programme_without_cycles_is_always_open() =>
        Assert.Equal((CycleState.Open, ""), (DialogFiles.Shipped.Load().Library!.Programmes.Find("belajar_id")!.State, DialogFiles.Shipped.Load().Library!.Programmes.CycleOf("belajar_id")));

    [Theory]
    [InlineData("2026-06-30", "Bandung")]
    [InlineData("2026-07-01", "Malang")]
    [InlineData("2026-12-31", "Malang")]
    [InlineData("2027-01-01", null)]
    public void A_fact_is_certain_only_on_its_days(string day, string? place) =>
        Assert.Equal(place, Lomba.Load().Find("lomba")!.FindCertain("tempat", Lomba.On(day))?.In("id"));

    [Fact]
    public void The_days_of_a_fact_end_at_midnight_of_its_own_clock()
    {
        var lomba = Lomba.Load().Find("lomba")!;
        var midnight = new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.FromHours(7));

        Assert.Equal("Bandung", lomba.FindCertain("tempat", midnight.AddSeconds(-1))!.Stored);
        Assert.Equal("Malang", lomba.FindCertain("tempat", midnight)!.Stored);
    }

    [Fact]
    public void What_is_doubted_is_found_but_never_certain()
    {
        var lomba = Lomba.Load().Find("lomba")!;

        Assert.NotNull(lomba.Find("hadiah", May));
        Assert.Null(lomba.FindCertain("hadiah", May));
        Assert.Null(lomba.FindCertain("undian", May));
        Assert.Null(lomba.Find("final", May));
    }

    [Fact]
    public void People_are_sent_to_the_first_link_that_is_official() =>
        Assert.Equal("lomba.example", Lomba.Load().Find("lomba")!.OfficialLink(May)!.Stored);

    [Fact]
    public void What_an_administrator_writes_stands_over_the_file_until_it_is_taken_back()
    {
        var programmes = Lomba.Load();
        ProgrammeOverride[] changes =
        [
            Lomba.Change("2026", "daftar_tutup", "2026-07-20"), Lomba.Change("2026", "final", "2026-09-01"), Lomba.Change("", "hadiah", "laptop"),
            Lomba.Change("2026", "daftar_tutup", "2026-07-25"), Lomba.Change("", "tempat", "Solo"),
        ];

        var changed = programmes.With(changes).Find("lomba")!;
        var undone = programmes.With([.. changes, Lomba.Change("2026", "daftar_tutup", null)]).Find("lomba")!;

        Assert.Equal("2026-07-25", changed.FindCertain("daftar_tutup", May)!.Stored);
        Assert.Equal("2026-09-01", changed.FindCertain("final", May)!.Stored);
        Assert.Equal("laptop", changed.FindCertain("hadiah", May)!.In("en"));
        Assert.Equal("Solo", changed.FindCertain("tempat", Lomba.On("2027-05-01"))!.In("id"));
        Assert.Equal("admin: Rini", changed.Find("hadiah", May)!.Provenance.Source);
        Assert.Equal("2026-07-15", undone.FindCertain("daftar_tutup", May)!.Stored);
    }

    [Theory]
    [InlineData("2026", "daftar_tutup", "besok", "is no date")]
    [InlineData("2026", "daftar_tutp", "2026-07-15", "Did you mean \"daftar_tutup\"?")]
    [InlineData("2062", "daftar_tutup", "2026-07-15", "There is no cycle \"2062\"")]
    [InlineData("2026", "state", "opn", "Did you mean \"open\"?")]
    [InlineData("", "nilai", "banyak", "is no number")]
    [InlineData("", "hadia", "x", "Did you mean \"hadiah\"?")]
    [InlineData("", "hadiah", "", "It takes 1 to")]
    public void What_cannot_be_written_is_refused_with_the_way_out_and_passed_over_where_it_stands_already(string cycle, string key, string value, string why)
    {
        var programmes = Lomba.Load();
        var change = Lomba.Change(cycle, key, value);

        Assert.Contains(why, Programmes.Mistake(programmes.Find("lomba")!, change)!.Value.English, StringComparison.Ordinal);
        Assert.Equal("2026-07-15", programmes.With([change]).Find("lomba")!.FindCertain("daftar_tutup", May)!.Stored);
    }

    [Fact]
    public void Overrides_of_a_programme_that_is_gone_do_no_harm() =>
        Assert.Single(Lomba.Load().With([new ProgrammeOverride("lama", "2020", "state", "open", "Rini", May)]).All);

    [Fact]
    public void The_example_of_the_documentation_passes_the_checks()
    {
        var blocks = File.ReadAllText(DialogFiles.InRepository("docs/programs.md")).Split("```yaml\n")[1..].Select(block => block.Split("```")[0]).ToList();
        Assert.Equal(4, blocks.Count);

        var loaded = DialogFiles.Bare.With("programs/lomba.yaml", blocks[0]).With("programs/lomba.en.yaml", blocks[1]).With("programs/hibah.yaml", blocks[2]).Load();
        var reminding = DialogFiles.Shipped.With("programs/pembatik.yaml", DialogFiles.Bare["programs/pembatik.yaml"] + blocks[3]).Load();

        Assert.Empty(loaded.Problems);
        Assert.Equal(["akhir_level_1"], reminding.Library!.Programmes.Find("pembatik")!.Reminding!.Reminders.Select(rule => rule.Id));
        Assert.Equal("2026", loaded.Library!.Programmes.CycleOf("lomba"));
        Assert.Equal("Buku cerita, Kamus", loaded.Library.Programmes.Find("hibah")!.Listed("bidang", "id", May));
    }

    [Fact]
    public void Nothing_doubtful_of_the_shipped_programmes_is_ever_certain_and_every_doubt_is_labelled()
    {
        var programmes = DialogFiles.Shipped.Load().Library!.Programmes;
        Assert.Equal(["belajar_id", "kihajar_stem", "mitra", "pembatik", "ruang_gtk"], programmes.All.Select(programme => programme.Id));

        var rows = programmes.All.SelectMany(programme => programme.Links.Concat(programme.Facts).Concat(programme.Cycles.SelectMany(cycle => cycle.Dates.Values))
            .Concat(programme.Lists.Values.SelectMany(choices => choices).Select(choice => choice.Listed!))).ToList();

        Assert.Contains(rows, row => row.Provenance.Confidence is Confidence.Uncertain);
        Assert.All(rows, row => Assert.True(row.Provenance is { Source.Length: > 0, LastChecked: not null }));
        Assert.All(rows.Where(row => row.Provenance.Confidence is Confidence.Uncertain), row => Assert.False(row.IsCertain(May)));
        foreach (var yearly in new[] { "pembatik", "kihajar_stem" })
        {
            Assert.Equal(["closed", "unannounced", "unannounced"], programmes.Find(yearly)!.Cycles.Select(cycle => Cycle.NameOf(cycle.CertainState)));
        }
    }

    private const string WithList = """
        lists:
          bidang:
            - {id: seni, value: Seni, also: [kesenian], source: uji, last_checked: 2026-01-31, confidence: V}
            - {id: lama, value: Pantun, valid_to: 2026-04-30, source: uji, last_checked: 2026-01-31, confidence: V}
            - {id: baru, value: Novel, valid_from: 2026-06-01, source: uji, last_checked: 2026-01-31, confidence: V}
            - {id: kabar, value: Komik, source: kabar, last_checked: 2026-01-31, confidence: U}

        """;

    [Theory]
    [InlineData("2026-04-30", "Seni, Pantun")]
    [InlineData("2026-05-10", "Seni")]
    [InlineData("2026-06-01", "Seni, Novel")]
    public void A_list_offers_what_is_certain_and_holds_today(string day, string offered)
    {
        var lomba = Lomba.Load(Lomba.File.Replace("dates: [final]", WithList + "dates: [final]", StringComparison.Ordinal)).Find("lomba")!;

        Assert.Equal(offered, lomba.Listed("bidang", "id", Lomba.On(day)));
    }

    [Fact]
    public void Every_fact_of_the_shipped_programmes_is_said_or_asked_somewhere_so_that_changing_it_changes_something()
    {
        var files = DialogFiles.Shipped.Where(file => file.Key.EndsWith(".yaml", StringComparison.Ordinal) && !file.Key.StartsWith("programs/", StringComparison.Ordinal)).ToList();

        var unused =
            from programme in DialogFiles.Shipped.Load().Library!.Programmes.All
            from fact in programme.Facts.Select(row => row.Name).Distinct()
            where !files.Exists(file =>
                Says(file.Value, $"program.{programme.Id}.{fact}")
                || (file.Value.Contains($"\nprogram: {programme.Id}\n", StringComparison.Ordinal) && Says(file.Value, $"program.{fact}")))
            select $"{programme.Id}.{fact}";

        Assert.Empty(unused);

        static bool Says(string text, string name) => Regex.IsMatch(text, $@"{Regex.Escape(name)}\b", RegexOptions.None, TimeSpan.FromSeconds(5));
    }
}
