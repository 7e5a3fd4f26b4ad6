using BelajarBot.Access;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Hosting;
using BelajarBot.Tests.Privacy;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Access;

/// <summary>
/// Every command of the bot, asked by every role, for the area that they are of and for another: allowed, or refused politely
/// and written down. A new command joins by itself.
/// </summary>
public sealed class EveryCommandTests
{
    private const string Canary = "Kanarila";

    [Fact]
    public async Task Every_command_is_answered_for_those_who_may_and_refused_and_written_down_for_others()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        foreach (var (capability, role, address) in await MatrixAsync(chat))
        {
            var command = capability.Contract.Command;
            var before = await RefusalsAsync(chat, command);
            foreach (Input asked in new Input[] { new TextInput($"/{command}"), new PressInput($"k.{command}.") })
            {
                var said = await chat.SendsAsync(asked, address);
                var isRefused = said.Any(message => message.Text.Text.Contains("hanya untuk petugas yang berwenang", StringComparison.Ordinal));
                var shouldBe = capability.Requires is { } needed && !(role?.May(needed) ?? false);

                Assert.True(said.Count > 0 && isRefused == shouldBe, $"/{command} for {role?.ToString() ?? "nobody"}: {(isRefused ? "refused" : "answered")}");
                before += shouldBe ? 1 : 0;
            }

            Assert.Equal(before, await RefusalsAsync(chat, command));
        }
    }

    [Fact]
    public async Task Who_may_do_it_elsewhere_is_told_which_area_is_theirs_and_it_is_written_down_there()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await MatrixAsync(chat);
        Role[] counting = [.. Enum.GetValues<Role>()];
        (string Asked, bool IsPress, string Command, Role[] Roles)[] foreign =
        [
            ("/statistik orang jateng where role = guru", false, "statistik", counting), ("/statistik pengingat jateng", false, "statistik", counting),
            ("/ekspor orang jateng csv", false, "ekspor", [Role.Duta, Role.Reviewer, Role.Admin, Role.Superadmin]),
            ("/ekspor orang jateng nama csv", false, "ekspor", [Role.Admin, Role.Superadmin]),
            ("k.peran.undang/kapten/33/30", true, "peran", [Role.Duta, Role.Admin, Role.Superadmin]),
        ];

        foreach (var (asked, isPress, command, roles) in foreign)
        {
            foreach (var role in roles)
            {
                var before = await RefusalsAsync(chat, command);
                var said = await chat.SendsAsync(isPress ? new PressInput(asked) : new TextInput(asked), AddressOf(role));

                Assert.StartsWith(
                    $"Maaf, itu di luar wilayah Anda: Jawa Tengah. Dengan /{command} Anda bertugas di Jawa Barat.", Assert.Single(said).Text.Text, StringComparison.Ordinal);
                Assert.Equal(before + 1, await RefusalsAsync(chat, command));
            }
        }

        Assert.Equal(["33"], await chat.QueryAsync<string>("select distinct area from audit where act like '%.refused'"));

        // A role that may not do it anywhere is told so, wherever it asks; in English, too.
        Assert.StartsWith("Maaf, /ekspor hanya untuk petugas", Assert.Single(await chat.SaysAsync("/ekspor orang jateng csv", AddressOf(Role.Captain))).Text.Text, StringComparison.Ordinal);
        await chat.ExecuteAsync("update person set language = 'en'");
        Assert.StartsWith(
            "Sorry, that is outside your area: Jawa Tengah. With /ekspor your area is Jawa Barat.",
            Assert.Single(await chat.SaysAsync("/ekspor orang jateng csv", AddressOf(Role.Duta))).Text.Text, StringComparison.Ordinal);
    }

    /// <summary>What belongs to the other area has the number 2; its forged buttons, by command.</summary>
    private static readonly (string Command, Permission Needs, string[] Presses)[] Forged =
    [
        ("tiket", Permission.AnswerTickets, ["l.2", "a.2", "b.2", "p.2.1", "r.2", "t.2.1", "d.2"]),
        ("siaran", Permission.Broadcast, ["setuju.2.1", "tolak.2.1", "lihat.2", "kirim.2.1", "batalya.2", "hasil.2", "ingatkan.2"]),
        ("kegiatan", Permission.HoldEvents, ["kelola.2", "undang.2", "orang.2", "kode.2", "batalya.2", "pindah.2", "catat.2"]),
        ("edaran", Permission.PublishCirculars, ["terbit.2", "cabut.2", "hapus.2", "t.2"]),
        ("usulan", Permission.ReviewSubmissions, ["v.2", "c.2", "a.2", "p.2"]),
    ];

    [Theory]
    [InlineData("kapten 32.73")]
    [InlineData("duta 32")]
    [InlineData("reviewer 32")]
    [InlineData("admin 32")]
    public async Task A_forged_button_of_another_area_is_answered_politely_changes_nothing_and_is_written_down(string grant)
    {
        await using var chat = await ButtonWalkTests.OfficeAsync(grant);
        await chat.PressesAsync("k.siaran.baru", "rekan");
        await chat.PressesAsync("k.siaran.baru", "jauh");
        await chat.ExecuteAsync("update broadcast set state = 'awaiting', areas = '33' where id = 2");
        var before = await StateAsync();

        foreach (var (command, needed, presses) in Forged)
        {
            foreach (var press in presses)
            {
                var refusals = await RefusalsAsync(chat, command);
                var said = await chat.PressesAsync($"k.{command}.{press}", "petugas");

                Assert.True(said.Count > 0 && said.All(message => message.Text.Text.Length > 0), $"{command} {press}: nothing was said.");
                Assert.True(
                    await RefusalsAsync(chat, command) == refusals + 1,
                    $"{grant} pressed {command} {press} ({(Roles.Find(grant.Split(' ')[0])!.Value.May(needed) ? "theirs elsewhere" : "never theirs")}), which is not written down: {said[0].Text.Text}");
            }
        }

        Assert.Equal(before, await StateAsync());
        Assert.Empty(chat.Bot.TakeTroubles());

        async Task<List<string>> StateAsync() => await chat.QueryAsync<string>(
            """
            select 'tiket ' || coalesce(cast(claimed_by as text), '') || coalesce(cast(closed_at as text), '') from ticket where id = 2
            union all select 'usulan ' || state from submission where id = 2
            union all select 'kegiatan ' || state from event where id = 2
            union all select 'edaran ' || state from circular where id = 2
            union all select 'siaran ' || state from broadcast where id = 2
            """);
    }

    [Fact]
    public async Task A_code_of_before_2022_in_Papua_means_the_present_area_whatever_is_asked()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await chat.SaysAsync("/menu", "petugas");
        await chat.ExecuteAsync("update person set region = '93.01', name = 'Guru Merauke'");
        Assert.True(await chat.Bot.AppointAsync("petugas", "admin 93", TestContext.Current.CancellationToken));

        // Merauke was 91.01 in Papua, and is 93.01 in Papua Selatan: who is an admin there may grant, read and export by the old code.
        var figures = Assert.Single(await chat.SaysAsync("/statistik orang 91.01", "petugas"));
        await chat.SaysAsync("/ekspor orang 91.01 csv", "petugas");
        await chat.SaysAsync("/ekspor orang 91.01 nama csv", "petugas");
        await chat.PressesAsync("k.peran.undang/kapten", "petugas");
        var granted = Assert.Single(await chat.SaysAsync("91.01", "petugas"));
        await chat.PressesAsync("k.peran.undang/kapten/91.01/30", "petugas");

        Assert.StartsWith("📊 Orang\nKabupaten Merauke · ", figures.Text.Text, StringComparison.Ordinal);
        Assert.EndsWith("Kode 91.01 sekarang 93.01, di Provinsi Papua Selatan.", figures.Text.Text, StringComparison.Ordinal);
        Assert.Contains("Kabupaten Merauke", granted.Text.Text, StringComparison.Ordinal);
        Assert.Equal(["93.01"], await chat.QueryAsync<string>("select area from invitation"));
        Assert.Equal(["ekspor.figures 93.01", "ekspor.people 93.01"], await chat.QueryAsync<string>("select act || ' ' || area from audit where act like 'ekspor.%' order by act"));
        Assert.Empty(await chat.QueryAsync<string>("select act from audit where act like '%.refused'"));

        // The province of that time is four now; each is one tap away.
        var papua = Assert.Single(await chat.SaysAsync("/statistik papua", "petugas"));
        Assert.Contains("kabupaten lain yang dulu di Papua kini di: Papua Selatan, Papua Tengah, Papua Pegunungan.", papua.Text.Text, StringComparison.Ordinal);
        Assert.StartsWith("📊 Ringkasan\nPapua Tengah · ", Assert.Single(await chat.PressesAsync(PrivacyChat.DataOf([papua], "Papua Tengah"), "petugas")).Text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_sees_anybody_of_another_area_whatever_they_ask()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);
        await chat.ExecuteAsync(
            $"""
            insert into person (channel, address, language, name, display_name, region, created_at, seen_at)
            values ('uji', 'kanari', 'id', '{Canary}', '{Canary}', '33.01', 1, 1)
            """);
        await chat.ExecuteAsync("insert into audit (at, officer_id, act, area) select 1, id, 'uji.read', '33.01' from person where address = 'kanari'");
        await chat.ExecuteAsync("insert into role_grant (person_id, role, area, granted_at) select id, 1, '33.01', 1 from person where address = 'kanari'");
        var id = (await chat.QueryAsync<long>("select id from person where address = 'kanari'"))[0];
        string[] arguments = ["", "33", "33.01", "jawa tengah", $"{id}", "semua"];

        foreach (var (capability, _, address) in (await MatrixAsync(chat)).Where(each => each.Capability.Requires is not null || each.Capability.IsForOfficers))
        {
            foreach (var asked in arguments.SelectMany(words => new Input[]
            {
                new TextInput($"/{capability.Contract.Command} {words}"), new PressInput($"k.{capability.Contract.Command}.{(words.Contains(' ', StringComparison.Ordinal) ? "" : words)}"),
            }))
            {
                var said = await chat.SendsAsync(asked, address);

                Assert.DoesNotContain(said, message => message.Text.Text.Contains(Canary, StringComparison.Ordinal)
                    || message.Buttons.SelectMany(row => row).Any(button => button.Label.Contains(Canary, StringComparison.Ordinal)));
            }
        }
    }

    /// <summary>Every command with every role, each held for Jawa Barat by somebody of its own, and with none.</summary>
    private static async Task<List<(ICapability Capability, Role? Role, string Address)>> MatrixAsync(PrivacyChat chat)
    {
        Role?[] roles = [null, .. Enum.GetValues<Role>().Cast<Role?>()];
        foreach (var role in roles)
        {
            await chat.SaysAsync("/menu", AddressOf(role));
            if (role is { } held)
            {
                // A superadmin is one of the whole country; for an area it is the matrix that makes one.
                Assert.True(await chat.Bot.AppointAsync(AddressOf(role), $"{held.Name()} 32", TestContext.Current.CancellationToken));
            }
        }

        var capabilities = chat.Bot.Of<IEnumerable<ICapability>>().ToList();
        Assert.Equal(BotHost.Capabilities.Count, capabilities.Count);
        return [.. capabilities.SelectMany(capability => roles.Select(role => (capability, role, AddressOf(role))))];
    }

    private static string AddressOf(Role? role) => $"petugas-{role?.Name() ?? "bukan"}";

    private static async Task<long> RefusalsAsync(PrivacyChat chat, string command) =>
        (await chat.QueryAsync<long>($"select count(*) from audit where act = '{command}.refused'"))[0];
}
