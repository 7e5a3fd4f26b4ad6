using System.Security.Cryptography;
using System.Text.RegularExpressions;
using BelajarBot.Access;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Tests.Privacy;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Access;

/// <summary>Roles are given and taken away in the chat: by codes that work once, by whoever stands above, within their area.</summary>
public sealed partial class RolesTests : IAsyncDisposable
{
    private PrivacyChat chat = null!;

    [Theory, BothDatabases]
    public async Task A_role_goes_from_hand_to_hand_and_ends_with_the_next_message(DatabaseKind kind)
    {
        chat = await PrivacyChat.StartAsync(kind);
        await AppointAsync("ani", "admin 32");

        // Ani invites a Duta for her province, by the name that she types.
        await PressAsync("ani", await chat.SaysAsync("/peran", "ani"), "➕ Undang petugas");
        var area = await chat.PressesAsync("k.peran.undang/duta", "ani");
        var days = await chat.SaysAsync("jawa barat", "ani");
        var code = CodeIn(await PressAsync("ani", days, "90 hari"));
        Assert.Contains("Duta Teknologi untuk wilayah mana?", WordsOf(area), StringComparison.Ordinal);

        // Budi is shown what it is and who asks, accepts, and Ani is told.
        var offer = await chat.SaysAsync($"/peran {code.ToUpperInvariant()}", "budi");
        Assert.Contains("Peran: Duta Teknologi\nWilayah: Jawa Barat\nWaktu: berlaku 90 hari sejak diterima\nDari: Sari di Telegram", WordsOf(offer), StringComparison.Ordinal);
        var taken = await PressAsync("budi", offer, "Ya, saya terima");
        Assert.Contains("Anda sekarang Duta Teknologi untuk Jawa Barat, sampai Minggu, 31 Mei 2026", WordsOf(taken), StringComparison.Ordinal);
        Assert.Contains("/peran – Lihat peran Anda", WordsOf(taken), StringComparison.Ordinal);
        Assert.Contains("menerima undangan Anda dan sekarang Duta Teknologi untuk Jawa Barat", WordsOf(await TakenAsync("ani")), StringComparison.Ordinal);
        Assert.Contains("Duta Teknologi untuk Jawa Barat, sampai", WordsOf(await chat.SaysAsync("/peran", "budi")), StringComparison.Ordinal);

        // Only a hash was kept, and the code is worth nothing to anybody any more.
        Assert.Equal([InvitationCode.Hash(InvitationCode.Read(code)!)], await chat.QueryAsync<string>("select code_hash from invitation where used_by is not null"));
        Assert.Contains("tidak dapat dipakai", WordsOf(await chat.SaysAsync($"/peran {code}", "citra")), StringComparison.Ordinal);

        // Ani takes it away; Budi is told, and his next message finds him without it, mid-command.
        var half = await chat.PressesAsync("k.peran.undang/kapten", "budi");
        Assert.Contains("untuk wilayah mana", WordsOf(half), StringComparison.Ordinal);
        var list = await chat.PressesAsync("k.peran.petugas/0", "ani");
        var sure = await PressAsync("ani", list, list[^1].Buttons[0][0].Label);
        await PressAsync("ani", sure, "Ya, cabut");
        Assert.Contains("sudah berakhir", WordsOf(await TakenAsync("budi")), StringComparison.Ordinal);
        Assert.Contains("hanya untuk petugas", WordsOf(await chat.SaysAsync("Kota Bandung", "budi")), StringComparison.Ordinal);
        Assert.Contains("belum punya peran", WordsOf(await chat.SaysAsync("/peran", "budi")), StringComparison.Ordinal);

        // Everything stands in the audit, without names.
        Assert.Equal(
            ["peran.invited", "peran.taken", "peran.wrong_code", "peran.list", "peran.taken_away", "peran.refused"],
            await chat.QueryAsync<string>("select act from audit order by id"));
    }

    [Theory, BothDatabases]
    public async Task Wrong_used_expired_own_and_orphaned_codes_get_one_answer_and_guessing_is_slowed(DatabaseKind kind)
    {
        chat = await PrivacyChat.StartAsync(kind);
        await AppointAsync("ani", "admin 32");
        var (old, own, orphaned) = (await InviteAsync("ani"), await InviteAsync("ani"), await InviteAsync("ani"));
        var answers = new List<string>
        {
            WordsOf(await chat.SaysAsync("/peran apa saja", "eko")),
            WordsOf(await chat.SaysAsync($"/peran {own}", "ani")),
        };

        await chat.ExecuteAsync("update invitation set until = 1 where code_hash = @hash", new { hash = InvitationCode.Hash(InvitationCode.Read(old)!) });
        answers.Add(WordsOf(await chat.SaysAsync($"/peran {old}", "eko")));
        await chat.ExecuteAsync("update role_grant set revoked_at = 1");
        answers.Add(WordsOf(await chat.SaysAsync($"/peran {orphaned}", "eko")));
        answers.Add(WordsOf(await chat.PressesAsync("k.peran.terima/bcdfghjkmnpqrstv", "eko")));
        answers.Add(WordsOf(await chat.SendsAsync(new Dialogs.Engine.StartInput("peran-bcdfghjkmnpqrstv"), "eko")));

        Assert.Single(answers.Distinct());
        await AppointAsync("ani", "admin 32");
        Assert.Contains("terlalu banyak", WordsOf(await chat.SaysAsync($"/peran {own}", "eko")), StringComparison.Ordinal);
        Assert.Contains("Undangan menjadi petugas", WordsOf(await chat.SaysAsync($"/peran {own}", "dewi")), StringComparison.Ordinal);

        chat.Bot.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Contains("Undangan menjadi petugas", WordsOf(await chat.SaysAsync($"/peran {own}", "eko")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_gives_a_role_above_their_own_or_outside_their_area_whatever_the_button_says()
    {
        chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await AppointAsync("dina", "duta 32");
        await AppointAsync("eko", "kapten 33.01");
        var other = await chat.QueryAsync<long>("select id from role_grant where area = '33.01'");

        string[] forged =
        [
            "undang/admin", "undang/duta/32/30", "undang/superadmin/nasional/0",
        ];
        foreach (var data in forged)
        {
            Assert.Contains("hanya untuk petugas", WordsOf(await chat.PressesAsync($"k.peran.{data}", "dina")), StringComparison.Ordinal);
        }

        string[] foreign = ["undang/kapten/33.01/30", "undang/kapten/nasional/30"];
        foreach (var data in foreign)
        {
            Assert.Contains("di luar wilayah Anda", WordsOf(await chat.PressesAsync($"k.peran.{data}", "dina")), StringComparison.Ordinal);
        }

        string[] nonsense = ["undang/kapten/99/30", "undang/raja", "undang/kapten/32.73/31", "cabut/abc", "petugas/-1", "x/y/z/a/b"];
        foreach (var data in nonsense)
        {
            Assert.Contains("Peran Anda", WordsOf(await chat.PressesAsync($"k.peran.{data}", "dina")), StringComparison.Ordinal);
        }

        Assert.Contains("bukan wewenang Anda", WordsOf(await chat.PressesAsync($"k.peran.cabut/{other[0]}", "dina")), StringComparison.Ordinal);
        Assert.Contains("di luar wilayah", WordsOf([.. await chat.PressesAsync("k.peran.undang/kapten", "dina"), .. await chat.SaysAsync("Kabupaten Cilacap", "dina")]), StringComparison.Ordinal);
        Assert.Contains("tidak mengenal wilayah", WordsOf(await chat.SaysAsync("entah", "dina")), StringComparison.Ordinal);
        Assert.Contains("Berapa lama", WordsOf(await chat.SaysAsync("Kota Bandung", "dina")), StringComparison.Ordinal);
        Assert.Equal([0L], await chat.QueryAsync<long>("select count(*) from invitation"));
        Assert.Equal(forged.Length + foreign.Length + 1, (await chat.QueryAsync<string>("select act from audit where act = 'peran.refused'")).Count);
    }

    [Fact]
    public async Task An_admin_makes_and_unmakes_admins_only_of_smaller_areas_and_nobody_gives_longer_than_they_have()
    {
        chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await AppointAsync("ani", "admin 32");
        await AppointAsync("budi", "admin 32");
        await AppointAsync("rina", "admin 32.73");
        var (same, below) = (await GrantOfAsync("budi"), await GrantOfAsync("rina"));

        // Of the same area neither; that is for those above.
        Assert.Contains("hanya untuk petugas", WordsOf(await chat.PressesAsync("k.peran.undang/admin/32/30", "ani")), StringComparison.Ordinal);
        Assert.Contains("bukan wewenang Anda", WordsOf(await chat.PressesAsync($"k.peran.cabut/{same}", "ani")), StringComparison.Ordinal);
        Assert.Contains("Berapa lama", WordsOf(await chat.PressesAsync("k.peran.undang/admin/32.04", "ani")), StringComparison.Ordinal);
        Assert.Contains("Kota Bandung", WordsOf(await chat.PressesAsync($"k.peran.cabut/{below}", "ani")), StringComparison.Ordinal);
        Assert.DoesNotContain((await chat.PressesAsync("k.peran.undang", "rina"))[0].Buttons.SelectMany(row => row), button => button.Data == "k.peran.undang/admin");

        // Ten days are left of her own.
        await chat.ExecuteAsync("update role_grant set until = @until where id = @same", new { until = chat.Bot.Clock.GetUtcNow().AddDays(10), same });
        var said = await chat.PressesAsync("k.peran.undang/kapten/32.73/0", "budi");
        Assert.Contains("10 hari", said[0].Text.Text, StringComparison.Ordinal);
        chat.Bot.Clock.Advance(TimeSpan.FromDays(5));
        var offer = await chat.SaysAsync($"/peran {CodeIn(said)}", "eko");
        await chat.PressesAsync(PrivacyChat.DataOf(offer, "Ya, saya terima"), "eko");
        Assert.Equal([1L], await chat.QueryAsync<long>("select count(*) from role_grant g where g.role = 1 and g.until = (select until from role_grant b where b.role = 4 and b.until is not null)"));

        async Task<long> GrantOfAsync(string address) =>
            (await chat.QueryAsync<long>($"select g.id from role_grant g join person p on p.id = g.person_id where p.address = '{address}'"))[0];
    }

    [Fact]
    public async Task A_role_can_be_given_up_but_not_by_the_last_superadmin_and_not_by_an_old_button()
    {
        chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await AppointAsync("ani", "superadmin nasional");
        var own = await chat.SaysAsync("/peran", "ani");
        var sure = await PressAsync("ani", own, "Lepas: Superadmin, seluruh Indonesia");

        Assert.Contains("superadmin yang terakhir", WordsOf(await PressAsync("ani", sure, "Ya, lepas")), StringComparison.Ordinal);
        await AppointAsync("budi", "superadmin nasional");
        chat.Bot.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Contains("Lepas peran Anda", WordsOf(sure = await PressAsync("ani", sure, "Ya, lepas")), StringComparison.Ordinal);
        Assert.Contains("sudah Anda lepas", WordsOf(await PressAsync("ani", sure, "Ya, lepas")), StringComparison.Ordinal);
        Assert.Contains("belum punya peran", WordsOf(await chat.SaysAsync("/peran", "ani")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bot_without_a_superadmin_is_claimed_once_by_whoever_has_the_code_of_its_console()
    {
        chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        var code = chat.Bot.Of<ClaimCode>().Issue();

        var offer = await chat.SaysAsync($"/peran {code}", "ani");
        var taken = await PressAsync("ani", offer, "Ya, saya terima");

        Assert.Contains("Peran: Superadmin", WordsOf(offer), StringComparison.Ordinal);
        Assert.Contains("Anda sekarang Superadmin untuk seluruh Indonesia", WordsOf(taken), StringComparison.Ordinal);
        Assert.Contains("tidak dapat dipakai", WordsOf(await chat.SaysAsync($"/peran {code}", "budi")), StringComparison.Ordinal);
        Assert.Contains("tidak dapat dipakai", WordsOf(await PressAsync("budi", offer, "Ya, saya terima")), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_shorter_invitation_takes_nothing_from_who_holds_the_role_for_longer(DatabaseKind kind)
    {
        chat = await PrivacyChat.StartAsync(kind);
        await AppointAsync("ani", "admin 32");
        await AppointAsync("budi", "duta 32");

        foreach (var address in new[] { "budi", "eko" })
        {
            var said = await PressAsync(address, await chat.SaysAsync($"/peran {await InviteAsync("ani")}", address), "Ya, saya terima");
            Assert.Equal(address == "eko", WordsOf(said).Contains("untuk Jawa Barat, sampai", StringComparison.Ordinal));
        }

        // Ninety days take the place of thirty.
        var longer = CodeIn(await chat.PressesAsync("k.peran.undang/duta/32/90", "ani"));
        await PressAsync("eko", await chat.SaysAsync($"/peran {longer}", "eko"), "Ya, saya terima");

        Assert.Equal(["budi ", $"eko {chat.Bot.Clock.GetUtcNow().AddDays(90).ToUnixTimeMilliseconds()}"], await chat.QueryAsync<string>(
            """
            select p.address || ' ' || coalesce(cast(g.until as text), '') from role_grant g join person p on p.id = g.person_id
            where g.role = 2 and g.revoked_at is null order by 1
            """));
    }

    [Theory, BothDatabases]
    public async Task A_role_ends_at_its_moment_and_its_holder_hears_of_it_once(DatabaseKind kind)
    {
        chat = await PrivacyChat.StartAsync(kind);
        await AppointAsync("ani", "admin 32");
        var code = await InviteAsync("ani");
        await PressAsync("budi", await chat.SaysAsync($"/peran {code}", "budi"), "Ya, saya terima");
        await InviteAsync("ani");

        chat.Bot.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Contains("belum punya peran", WordsOf(await chat.SaysAsync("/peran", "budi")), StringComparison.Ordinal);
        // The role and two invitations, of which one was taken.
        Assert.Equal(3, await chat.Bot.Of<EndedRoles>().RunDueAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await chat.Bot.Of<EndedRoles>().RunDueAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Duta Teknologi di Jawa Barat sudah berakhir", WordsOf(await TakenAsync("budi")), StringComparison.Ordinal);
        Assert.Empty(await chat.QueryAsync<string>("select code_hash from invitation where used_by is null"));
    }

    [Fact]
    public async Task Officers_commands_stand_in_officers_menus_only()
    {
        chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        var commands = chat.Bot.Of<ShownCommands>();
        var duta = new Officer([new Grant(1, Role.Duta, "32", null)]);

        Assert.DoesNotContain(commands.For(Officer.None, chat.Bot.Library, "id"), line => line.Command == "peran");
        Assert.Contains(new MenuLine("peran", "See your roles and invite officers"), commands.For(duta, chat.Bot.Library, "en"));
        Assert.DoesNotContain(commands.For(duta, chat.Bot.Library, "en"), line => line.Command == "audit");
    }

    [Fact]
    public async Task The_officers_menu_misses_no_command_that_officers_have_and_offers_none_that_they_may_not()
    {
        chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        var owned = chat.Bot.Of<ShownCommands>().OwnOf(new Officer([new Grant(1, Role.Superadmin, "nasional", null)]), chat.Bot.Library).Select(command => command.Name);

        Assert.Empty(owned.Except(OfficerMenuCommand.Work.Select(work => work.Command)).Except([OfficerMenuCommand.Contract.Command]));
        await AppointAsync("kapten", "kapten 32.73");

        var said = Assert.Single(await chat.SaysAsync("/tugas", "kapten"));

        Assert.Equal(["k.tiket.", "k.statistik.", "k.jadwal.", "k.peran.", "g.menu"], said.Buttons.SelectMany(row => row).Select(button => button.Data));
    }

    [Fact]
    public void A_code_has_over_60_bits_and_reads_back_in_any_writing()
    {
        var codes = Enumerable.Range(0, 1000).Select(_ => InvitationCode.New(RandomNumberGenerator.GetString)).ToList();

        Assert.Equal(1000, codes.Distinct().Count());
        Assert.True(Math.Pow(codes.SelectMany(code => code).Distinct().Count(), codes[0].Length) > Math.Pow(2, 60));
        Assert.All(codes, code => Assert.Equal(code, InvitationCode.Read($" {InvitationCode.Shown(code).ToUpperInvariant()} ")));
        Assert.Null(InvitationCode.Read(""));
        Assert.Null(InvitationCode.Read(new string('b', 17)));
        Assert.Null(InvitationCode.Read(new string('a', 16)));
    }

    public async ValueTask DisposeAsync()
    {
        if (chat is not null)
        {
            await chat.DisposeAsync();
        }
    }

    private async Task AppointAsync(string address, string role)
    {
        await chat.SaysAsync("/menu", address);
        Assert.True(await chat.Bot.AppointAsync(address, role, TestContext.Current.CancellationToken));
    }

    private async Task<string> InviteAsync(string address) => CodeIn(await chat.PressesAsync("k.peran.undang/duta/32/30", address));

    private Task<IReadOnlyList<OutgoingMessage>> PressAsync(string address, IReadOnlyList<OutgoingMessage> said, string label) =>
        chat.PressesAsync(PrivacyChat.DataOf(said, label), address);

    private Task<IReadOnlyList<OutgoingMessage>> TakenAsync(string address) => chat.Bot.TakeSentAsync(address, TestContext.Current.CancellationToken);

    private static string WordsOf(IEnumerable<OutgoingMessage> said) => string.Join('\n', said.Select(message => message.Text.Text));

    private static string CodeIn(IEnumerable<OutgoingMessage> said) => Code().Match(WordsOf(said)).Value;

    [GeneratedRegex("[a-z]{4}(-[a-z]{4}){3}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
