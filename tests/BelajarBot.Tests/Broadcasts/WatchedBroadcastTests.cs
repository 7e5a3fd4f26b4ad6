using BelajarBot.Access;
using BelajarBot.Broadcasts;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Broadcasts;

/// <summary>Whoever may stop a broadcast finds it, and none is left without somebody who may.</summary>
public sealed class WatchedBroadcastTests
{
    [Theory, BothDatabases]
    public async Task What_an_erased_officer_has_under_way_pauses_and_is_an_admins_and_what_waited_is_dropped(DatabaseKind kind)
    {
        await using var chat = await BroadcastChat.StartAsync(kind, options => options.QuietDays = 0);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.OfficerAsync("admin", Role.Admin, "32");
        await chat.OfficerAsync("pusat", Role.Admin, "");
        await chat.TeacherAsync("sari");
        await chat.ComposesAsync("duta", "Halo");
        await chat.PressesAsync("duta", "✅");
        await chat.Bot.Of<BelajarBot.Broadcasts.Broadcasts>().RunDueAsync(TestContext.Current.CancellationToken);
        await chat.SendsAsync("duta", new PressInput("k.siaran.jeda.1"));
        await chat.ComposesAsync("duta", "Besok", audience: "role = guru or true", time: "besok jam 9");
        await chat.SendsAsync("duta", new PressInput(chat.DataOf("duta", "✅")));
        await chat.SaysAsync("duta", "/siaran baru");
        Assert.Equal(["paused"], await chat.QueryAsync<string>("select state from campaign where id = (select campaign_id from broadcast where id = 1)"));

        await chat.SaysAsync("duta", "/hapusdata");
        await chat.PressesAsync("duta", "Ya");
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "admin", "pusat");

        Assert.Contains(chat.ReadBy("admin"), message => message.Text.Text.StartsWith("Siaran 1 (not reached(aktivasi.aktif)) saya jeda dan sekarang menjadi tanggung jawab Anda", StringComparison.Ordinal));
        Assert.Contains(chat.ReadBy("admin"), message => message.Text.Text.StartsWith("Siaran 2 (role = guru or true) tidak dikirim, karena pembuatnya", StringComparison.Ordinal));
        Assert.Empty(chat.ReadBy("pusat"));
        Assert.Equal(["1 started", "2 cancelled"], await chat.QueryAsync<string>("select id || ' ' || state from broadcast order by id"));

        await chat.SaysAsync("admin", "/siaran");
        await chat.PressesAsync("admin", "Siaran 1: dijeda");
        await chat.PressesAsync("admin", "▶️");
        await chat.PassesAsync(TimeSpan.FromSeconds(10), "admin", "sari");
        Assert.Single(chat.ReadBy("sari"), message => message.Text.Text == "Halo");
        Assert.Contains(chat.ReadBy("admin"), message => message.Text.Text.StartsWith("Siaran 1 selesai", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_officer_without_a_role_has_under_way_is_an_admins_or_ends_where_there_is_none()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite, options => options.QuietDays = 0);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.OfficerAsync("admin", Role.Admin, "32");
        await chat.TeacherAsync("sari");
        await StartsAsync("Satu");
        await chat.SendsAsync("duta", new PressInput("k.siaran.jeda.1"));
        await chat.PassesAsync(TimeSpan.FromSeconds(10), "duta");

        await chat.ExecuteAsync("update role_grant set revoked_at = 1 where person_id = (select id from person where address = 'duta')");
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "duta", "admin");
        Assert.Contains(chat.ReadBy("admin"), message => message.Text.Text.Contains("menjadi tanggung jawab Anda", StringComparison.Ordinal));
        Assert.StartsWith("Siaran 1 (not reached(aktivasi.aktif)) dijeda dan diserahkan kepada admin", chat.Last("duta").Text.Text, StringComparison.Ordinal);

        await chat.ExecuteAsync("update role_grant set revoked_at = 1");
        await chat.PassesAsync(TimeSpan.FromSeconds(10), "admin");
        Assert.StartsWith("Siaran 1 dibatalkan.", chat.Last("admin").Text.Text, StringComparison.Ordinal);
        Assert.Empty(chat.ReadBy("sari"));

        async Task StartsAsync(string text)
        {
            await chat.ComposesAsync("duta", text);
            await chat.PressesAsync("duta", "✅");
            await chat.Bot.Of<BelajarBot.Broadcasts.Broadcasts>().RunDueAsync(TestContext.Current.CancellationToken);
        }
    }

    [Theory, BothDatabases]
    public async Task Whoever_approves_in_the_areas_finds_what_others_have_under_way_and_stops_it_and_drafts_hide_nothing(DatabaseKind kind)
    {
        await using var chat = await BroadcastChat.StartAsync(kind);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.OfficerAsync("rekan", Role.Duta, "32");
        await chat.OfficerAsync("admin", Role.Admin, "32");
        await chat.OfficerAsync("tetangga", Role.Admin, "33");
        await chat.OfficerAsync("sebagian", Role.Admin, "32.73");
        await chat.TeacherAsync("sari");
        await chat.ComposesAsync("duta", time: "besok jam 9");
        await chat.PressesAsync("duta", "✅");
        for (var draft = 0; draft < 9; draft++)
        {
            await chat.SaysAsync("duta", "/siaran baru");
        }

        await chat.SaysAsync("duta", "/siaran");
        Assert.Equal(
            ["Siaran 1: terjadwal", .. Enumerable.Range(4, 7).Select(number => $"Siaran {number}: draf").Reverse(), "Yang lain"],
            chat.Last("duta").Buttons.Select(row => row[0].Label).SkipLast(3));
        await chat.SaysAsync("duta", "yang lain");
        Assert.Equal(["Siaran 3: draf", "Siaran 2: draf"], chat.Last("duta").Buttons.Select(row => row[0].Label).SkipLast(3));
        foreach (var other in new[] { "rekan", "tetangga", "sebagian" })
        {
            await chat.SaysAsync(other, "/siaran");
            Assert.StartsWith("Belum ada siaran", chat.Last(other).Text.Text, StringComparison.Ordinal);
        }

        await chat.SaysAsync("admin", "/siaran");
        await chat.PressesAsync("admin", "Siaran 1 dari petugas lain: terjadwal");
        await chat.PressesAsync("admin", "⏹");
        await chat.SaysAsync("admin", "ya");
        Assert.Equal(["cancelled"], await chat.QueryAsync<string>("select state from broadcast where id = 1"));
    }

    [Fact]
    public async Task Only_who_can_be_written_to_is_asked_to_approve()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite, options => options.ApprovalAbove = 0);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.OfficerAsync("diam", Role.Admin, "32");
        await chat.OfficerAsync("pergi", Role.Admin, "32");
        await chat.TeacherAsync("sari");
        await chat.ExecuteAsync("update person set unreachable_since = 1, unreachable_reason = 'blocked' where address = 'pergi'");
        await chat.ExecuteAsync("update person set status = 'stopped' where address = 'diam'");

        await chat.ComposesAsync("duta");
        await chat.PressesAsync("duta", "✅");
        Assert.Contains("belum ada petugas kedua di wilayah ini", chat.Last("duta").Text.Text, StringComparison.Ordinal);

        Assert.Empty(await chat.QueryAsync<long>("select o.id from outbox o join person p on p.id = o.person_id where p.address in ('diam', 'pergi')"));
    }

    [Fact]
    public async Task A_decision_can_be_typed_with_the_number_or_after_a_look()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite, options => options.ApprovalAbove = 0);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.OfficerAsync("admin", Role.Admin, "32");
        await chat.TeacherAsync("sari");
        await HandInAsync("Satu");
        await chat.SaysAsync("admin", "Kembalikan siaran 1");
        Assert.StartsWith("Siaran 1 Anda kembalikan.", chat.Last("admin").Text.Text, StringComparison.Ordinal);
        await HandInAsync("Dua");

        await chat.SaysAsync("admin", "setujui siaran");
        Assert.StartsWith("Siaran 2 di atas menunggu persetujuan Anda.", chat.Last("admin").Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync("admin", "setuju saja");
        Assert.StartsWith("Pilih dengan tombol", chat.Last("admin").Text.Text, StringComparison.Ordinal);
        await chat.SaysAsync("admin", "setujui");
        Assert.StartsWith("Siaran 2 Anda setujui.", chat.Last("admin").Text.Text, StringComparison.Ordinal);

        // The author decides nothing so, and a number that waits for nobody's word shows what there is.
        await HandInAsync("Tiga");
        await chat.SaysAsync("duta", "setujui siaran 3");
        await chat.SaysAsync("admin", "setujui siaran 2");
        Assert.Equal(["draft", "scheduled", "awaiting"], await chat.QueryAsync<string>("select state from broadcast order by id"));

        async Task HandInAsync(string text)
        {
            await chat.ComposesAsync("duta", text);
            await chat.PressesAsync("duta", "✅");
        }
    }

    [Fact]
    public async Task Whoever_narrows_down_a_follow_up_still_reaches_only_those_who_got_the_one_before()
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.TeacherAsync("sari", level: "sd");
        await chat.ComposesAsync("duta", audience: "not reached(aktivasi.aktif) and level = sd");
        await chat.PressesAsync("duta", "✅");
        await chat.PassesAsync(TimeSpan.FromSeconds(5), "duta", "sari");
        await chat.TeacherAsync("baru", level: "sd");
        await chat.PressesAsync("duta", "📊");
        await chat.PressesAsync("duta", "Ingatkan 1 lainnya");

        await chat.SendsAsync("duta", new PressInput("k.siaran.q.2"));
        await chat.SaysAsync("duta", "role in (guru, kepsek) or true");

        Assert.Contains("penerima siaran 1", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Contains("Penerima: 1 orang.", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Equal([1L], await chat.QueryAsync<long>("select after_id from broadcast where id = 2"));

        // Whoever chooses others means others.
        await chat.PressesAsync("duta", "Pilih penerima lain");
        await chat.SaysAsync("duta", "level = sd");
        Assert.Contains("Penerima: 1 orang.", chat.Last("duta").Text.Text, StringComparison.Ordinal);
        Assert.Equal([0L], await chat.QueryAsync<long>("select coalesce(after_id, 0) from broadcast where id = 2"));
    }

    [Theory]
    [InlineData("Halo")]
    [InlineData("Halo  ")]
    public async Task The_same_to_the_same_people_is_found_however_it_was_written_and_whatever_its_button(string again)
    {
        await using var chat = await BroadcastChat.StartAsync(DatabaseKind.Sqlite, options => options.QuietDays = 0);
        await chat.OfficerAsync("duta", Role.Duta, "32");
        await chat.OfficerAsync("tetangga", Role.Duta, "33");
        await chat.TeacherAsync("sari", level: "sd");
        await chat.TeacherAsync("jauh", region: "33.01", level: "sd");
        await chat.ComposesAsync("duta", "Halo", audience: "level = sd and not reached(aktivasi.aktif)", time: "besok jam 9");
        await chat.PressesAsync("duta", "✅");

        // The same words to people of another area are none of the first's business.
        await chat.ComposesAsync("tetangga", "Halo", audience: "level = sd and not reached(aktivasi.aktif)", time: "besok jam 9");
        await chat.PressesAsync("tetangga", "✅");
        Assert.StartsWith("Siaran 2 dijadwalkan", chat.Last("tetangga").Text.Text, StringComparison.Ordinal);

        await chat.ComposesAsync("duta", again, audience: "(level=sd) and not reached(aktivasi.aktif)", time: "besok jam 10");
        await chat.PressesAsync("duta", "Ubah tombol");
        await chat.PressesAsync("duta", "Aktivasi akun");
        await chat.PressesAsync("duta", "✅");
        Assert.StartsWith("Pesan yang sama kepada penerima yang sama", chat.Last("duta").Text.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Halo {name|Kak}!", "Halo Bu Tini!", "Halo Kak!")]
    [InlineData("Halo {nama|Kak}!", "Halo Bu Tini!", "Halo Kak!")]
    [InlineData("Halo {name}!", "Halo Bu Tini!", "Halo Bapak/Ibu!")]
    [InlineData(@"Tulis \{name\}", "Tulis {name}", "Tulis {name}")]
    public void The_name_is_filled_in_by_either_of_its_names_and_what_stands_instead_is_the_officers(string source, string known, string unknown)
    {
        var body = BroadcastText.ToBody(source, "Bapak/Ibu", file: null, button: null);

        Assert.Equal((known, unknown), (body.For("Bu Tini").Text, body.For(name: null).Text));
    }
}
