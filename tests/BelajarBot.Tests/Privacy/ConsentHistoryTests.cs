using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Privacy;

/// <summary>Consent can be proven: what was decided, on which words, when and how.</summary>
public sealed class ConsentHistoryTests
{
    private const string Decisions =
        "select consent || ' ' || decision || ' ' || version || ' ' || language || ' ' || manner || ' ' || at from consent_decision order by id";

    [Theory, BothDatabases]
    public async Task A_decision_is_recorded_with_version_words_language_moment_and_manner(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await chat.PressesAsync("o.ubah_nama");

        await chat.SaysAsync("SETUJU!");

        var at = PrivacyChat.Start.ToUnixTimeMilliseconds();
        Assert.Equal([$"data_program given 1 id word {at}"], await chat.QueryAsync<string>(Decisions));
        Assert.Equal([" data_program:1 "], await chat.QueryAsync<string>("select consents from person"));
        var words = Assert.Single(await chat.QueryAsync<string>(
            "select t.words from consent_decision d join consent_text t on t.consent = d.consent and t.text_hash = d.text_hash"));
        Assert.StartsWith("*Bolehkah saya menyimpan data Anda?*", words, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_history_only_grows(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        var asked = await chat.PressesAsync("o.ubah_nama");
        await chat.PressesAsync(PrivacyChat.DataOf(asked, "Tidak setuju"));
        asked = await chat.PressesAsync("o.ubah_nama");
        await chat.PressesAsync(PrivacyChat.DataOf(asked, "Saya setuju"));
        await chat.SaysAsync("Bu Sari");

        var confirm = await chat.PressesAsync("k.privasi.tarik.data_program");
        await chat.PressesAsync(PrivacyChat.DataOf(confirm, "Ya, tarik dan hapus"));

        var decisions = await chat.QueryAsync<string>("select decision || ' ' || manner from consent_decision order by id");
        Assert.Equal(["refused button", "given button", "withdrawn button"], decisions);
        Assert.Equal([null], await chat.QueryAsync<string?>("select consents from person"));
        Assert.Equal([null], await chat.QueryAsync<string?>("select name from person"));
        Assert.Empty(await chat.QueryAsync<string>("select dialog from conversation"));
    }

    [Theory, BothDatabases]
    public async Task An_update_that_arrives_twice_is_one_decision(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await chat.PressesAsync("o.ubah_nama");
        await chat.SaysAsync("setuju");

        var again = await chat.RepeatsAsync(new Dialogs.Engine.TextInput("setuju"));

        Assert.Empty(again);
        Assert.Single(await chat.QueryAsync<string>(Decisions));
    }

    [Fact]
    public async Task Nobody_takes_back_what_they_have_not_given()
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        await chat.PressesAsync($"k.privasi.ya.data_program@{PrivacyChat.Start.ToUnixTimeSeconds()}");

        Assert.Empty(await chat.QueryAsync<string>(Decisions));
    }

    [Theory, BothDatabases]
    public async Task The_clock_of_a_person_follows_their_region(DatabaseKind kind)
    {
        await using var chat = await PrivacyChat.StartAsync(kind);
        await chat.PressesAsync("o.ubah_wilayah");
        await chat.SaysAsync("setuju");

        await chat.SaysAsync("Kota Jayapura");

        Assert.Equal(["91.71 Asia/Jayapura"], await chat.QueryAsync<string>("select region || ' ' || zone from person"));
    }
}
