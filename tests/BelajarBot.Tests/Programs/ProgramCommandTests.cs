using BelajarBot.Conversations;
using BelajarBot.Tests.Privacy;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.Programs;

/// <summary><c>/program</c> in the chat: for administrators, with a look before every change.</summary>
public sealed class ProgramCommandTests
{
    [Theory, BothDatabases]
    public async Task An_administrator_changes_a_date_after_seeing_whom_it_concerns_and_it_is_written_down(DatabaseKind kind)
    {
        await using var chat = await AdministratorAsync(kind);
        await chat.SaysAsync("/program");
        var shown = await chat.PressesAsync("k.program.show.pembatik");
        var dates = await chat.PressesAsync(PrivacyChat.DataOf(shown, "Tanggal 2026"));
        await chat.PressesAsync(PrivacyChat.DataOf(dates, "Pendaftaran ditutup"));

        var unread = await chat.SaysAsync("kapan-kapan");
        var asked = await chat.SaysAsync("15 Juli 2026");
        var before = await chat.QueryAsync<string>("select value from programme_override");
        var done = await chat.PressesAsync(PrivacyChat.DataOf(asked, "Ya, ubah"));
        await chat.Bot.Of<DialogCatalog>().TakeOverridesAsync(TestContext.Current.CancellationToken);

        Assert.Contains("Siklus 2026: belum diumumkan [belum ada sumber]", shown[0].Text.Text, StringComparison.Ordinal);
        Assert.Contains("• Peluncuran: Kamis, 13 Juni 2024 [V-press; P30, diperiksa 2026-03-31]", shown[0].Text.Text, StringComparison.Ordinal);
        Assert.StartsWith("Itu bukan tanggal", Assert.Single(unread).Text.Text, StringComparison.Ordinal);
        Assert.Contains("Sekarang: belum ada\nMenjadi: Rabu, 15 Juli 2026\nTerkait: 0 peserta", Assert.Single(asked).Text.Text, StringComparison.Ordinal);
        Assert.Empty(before);
        Assert.StartsWith("Sudah: PembaTIK 2026, Pendaftaran ditutup: Rabu, 15 Juli 2026.", Assert.Single(done).Text.Text, StringComparison.Ordinal);
        Assert.Equal(["2026-07-15"], await chat.QueryAsync<string>("select value from programme_override"));
        Assert.Equal(["program.set pembatik 2026 pendaftaran_tutup 2026-07-15"], await chat.QueryAsync<string>("select act || ' ' || details from audit"));
        Assert.Equal("2026-07-15", chat.Bot.Library.Programmes.Find("pembatik")!.Cycles[^1].Dates["pendaftaran_tutup"].Stored);
        Assert.Equal(["petugas 1"], await chat.QueryAsync<string>("select by from programme_override"));
    }

    [Fact]
    public async Task A_state_is_changed_by_buttons_and_can_be_as_in_the_file_again()
    {
        await using var chat = await AdministratorAsync(DatabaseKind.Sqlite);
        var shown = await chat.SaysAsync("/program pembatik");
        var states = await chat.PressesAsync(PrivacyChat.DataOf(shown, "Keadaan 2026"));
        var asked = await chat.PressesAsync(PrivacyChat.DataOf(states, "dibuka"));

        await chat.PressesAsync(PrivacyChat.DataOf(asked, "Ya, ubah"));
        var back = await chat.PressesAsync(PrivacyChat.DataOf(states, "Seperti di berkas lagi"));
        await chat.PressesAsync(PrivacyChat.DataOf(back, "Ya, ubah"));

        Assert.Equal(["open", null], await chat.QueryAsync<string?>("select value from programme_override order by id"));
        Assert.Equal(["program.set", "program.unset"], await chat.QueryAsync<string>("select act from audit order by id"));
    }

    [Fact]
    public async Task One_line_proposes_too_and_what_does_not_exist_is_told_with_what_does()
    {
        await using var chat = await AdministratorAsync(DatabaseKind.Sqlite);

        var proposed = await chat.SaysAsync("/program pembatik 2026 peluncuran 2026-06-01");
        var unknown = await chat.SaysAsync("/program pembatik 2026 pelunturan 2026-06-01");
        var impossible = await chat.SaysAsync("/program pembatik 2026 state buka");

        Assert.Contains("Menjadi: Senin, 1 Juni 2026", Assert.Single(proposed).Text.Text, StringComparison.Ordinal);
        Assert.Contains("Maksud Anda \"peluncuran\"?", Assert.Single(unknown).Text.Text, StringComparison.Ordinal);
        Assert.Contains("Yang ada: closed, not_held, open, unannounced", Assert.Single(impossible).Text.Text, StringComparison.Ordinal);
        Assert.Empty(await chat.QueryAsync<string>("select value from programme_override"));
    }

    [Fact]
    public async Task A_button_older_than_a_quarter_of_an_hour_changes_nothing()
    {
        await using var chat = await AdministratorAsync(DatabaseKind.Sqlite);
        var asked = await chat.SaysAsync("/program pembatik 2026 state open");
        chat.Bot.Clock.Advance(TimeSpan.FromMinutes(16));

        var late = await chat.PressesAsync(PrivacyChat.DataOf(asked, "Ya, ubah"));
        var kept = await chat.PressesAsync(PrivacyChat.DataOf(asked, "Tidak jadi"));

        Assert.StartsWith("Tombol itu sudah lama", Assert.Single(late).Text.Text, StringComparison.Ordinal);
        Assert.StartsWith("Baik, tidak ada yang diubah.", Assert.Single(kept).Text.Text, StringComparison.Ordinal);
        Assert.Empty(await chat.QueryAsync<string>("select value from programme_override"));
    }

    [Theory]
    [InlineData("k.program.show.pembatik")]
    [InlineData("k.program.yes.pembatik.2026.000000.open@1")]
    public async Task Nobody_else_is_let_in_not_even_by_a_forged_button(string data)
    {
        await using var chat = await PrivacyChat.StartAsync(DatabaseKind.Sqlite);

        var said = await chat.PressesAsync(data);

        Assert.DoesNotContain("PembaTIK", Assert.Single(said).Text.Text, StringComparison.Ordinal);
        Assert.Equal(["program.refused"], await chat.QueryAsync<string>("select act from audit"));
    }

    private static async Task<PrivacyChat> AdministratorAsync(DatabaseKind kind)
    {
        var chat = await PrivacyChat.StartAsync(kind);
        await chat.SaysAsync("/bantuan");
        await chat.ExecuteAsync("insert into role_grant (person_id, role, area, granted_at) select id, 5, '', 1 from person");
        return chat;
    }
}
