using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Tests.Engine;

/// <summary>The menu of one person: the next thing first, few others, the rest behind a button.</summary>
public sealed class MenuTests
{
    private static readonly string Guide = Dialog("a_panduan", "Panduan", "program: belajar_id\nmilestones: [akun_ditemukan, masuk_pertama, aktif]",
        "{id: ketemu, label: Ketemu, milestone: akun_ditemukan}", "{id: aktif, label: Aktif, milestone: aktif}", "{id: masuk, label: Masuk, milestone: masuk_pertama}");

    private static readonly string Narrow = Dialog("masuk", "Cara masuk", "program: belajar_id\nmilestones: [masuk_pertama]\nmenu: false",
        "{id: bisa, label: Bisa, milestone: masuk_pertama}", "{id: belum, label: Belum}");

    [Fact]
    public void A_stranger_sees_five_dialogs_and_the_way_to_the_rest()
    {
        var chat = Of([.. Enumerable.Range(1, 7).Select(i => ($"d{i}", Dialog($"d{i}", $"Dialog {i}", "", "{id: ya, label: Ya}", "{id: tidak, label: Tidak}")))]);

        var menu = chat.Says("menu");
        var rest = chat.Presses("Lainnya");

        Assert.Equal(["Apa yang bisa saya bantu? [Dialog 1] [Dialog 2] [Dialog 3] [Dialog 4] [Dialog 5] [Lainnya]"], menu);
        Assert.Equal(["Ini yang lainnya: [Dialog 6] [Dialog 7] [Menu]"], rest);
    }

    [Fact]
    public void The_author_says_what_comes_first()
    {
        var chat = Of(
        [
            ("a", Dialog("a", "Tanpa tempat", "", "{id: ya, label: Ya}", "{id: tidak, label: Tidak}")),
            ("b", Dialog("b", "Kedua", "menu: 2", "{id: ya, label: Ya}", "{id: tidak, label: Tidak}")),
            ("c", Dialog("c", "Pertama", "menu: 1", "{id: ya, label: Ya}", "{id: tidak, label: Tidak}")),
        ]);

        Assert.Equal(["Apa yang bisa saya bantu? [Pertama] [Kedua] [Tanpa tempat]"], chat.Says("menu"));
    }

    [Fact]
    public void Those_of_a_role_see_what_is_theirs_before_what_is_everybodys_even_after_they_have_been_through_it()
    {
        var chat = Of(
        [
            ("a", Dialog("a", "Untuk semua", "menu: 1", "{id: ya, label: Ya}", "{id: tidak, label: Tidak}")),
            ("b", Dialog("b", "Mitra dulu", "menu: {mitra: 2, all: 7}", "{id: ya, label: Ya}", "{id: tidak, label: Tidak}")),
            ("c", Dialog("c", "Hanya mitra", "menu: {mitra: 1}", "{id: ya, label: Ya}", "{id: tidak, label: Tidak}")),
            ("d", Dialog("d", "Peran", "menu: false\nconsent: data_program", "{id: mitra, label: Mitra}", "{id: guru, label: Guru}")
                .Replace("{type: choice}", "{type: choice, save: contact.role}", StringComparison.Ordinal)),
        ]);

        Assert.Equal(["Apa yang bisa saya bantu? [Untuk semua] [Mitra dulu]"], chat.Says("menu"));

        chat.Says("/d");
        chat.Presses("Mitra");
        Assert.Equal(["Apa yang bisa saya bantu? [Hanya mitra] [Mitra dulu] [Untuk semua]"], chat.Says("menu"));

        chat.Says("/c");
        chat.Presses("Ya");
        Assert.Equal(["Apa yang bisa saya bantu? [Mitra dulu] [Hanya mitra] [Untuk semua]"], chat.Says("menu"));
    }

    [Fact]
    public void Nothing_is_behind_a_button_that_leads_nowhere()
    {
        var chat = Of([("d1", Dialog("d1", "Dialog 1", "", "{id: ya, label: Ya}", "{id: tidak, label: Tidak}"))]);

        Assert.Equal(["Apa yang bisa saya bantu? [Dialog 1]"], chat.Says("menu"));
    }

    [Fact]
    public void What_somebody_has_been_through_comes_last()
    {
        var chat = Of([("d1", Dialog("d1", "Dialog 1", "", "{id: ya, label: Ya}", "{id: tidak, label: Tidak}")), ("d2", Dialog("d2", "Dialog 2", "", "{id: ya, label: Ya}", "{id: tidak, label: Tidak}"))]);
        chat.Says("/d1");
        chat.Presses("Ya");

        Assert.Equal(["Apa yang bisa saya bantu? [Dialog 2] [Dialog 1]"], chat.Says("menu"));
    }

    [Fact]
    public void The_unfinished_comes_before_the_next_step()
    {
        var chat = Of([("a_panduan", Guide), ("masuk", Narrow)]);
        chat.Says("/a_panduan");

        Assert.Equal(["Apa yang bisa saya bantu? [▶️ Lanjutkan: Panduan]"], chat.Says("menu"));
    }

    [Fact]
    public void Whoever_is_through_the_guide_is_led_to_the_dialog_about_the_next_mark()
    {
        var chat = Of([("a_panduan", Guide), ("masuk", Narrow)]);
        chat.Says("/a_panduan");
        chat.Presses("Ketemu");

        Assert.Equal(["Apa yang bisa saya bantu? [➡️ Berikutnya: Cara masuk] [Panduan]"], chat.Says("menu"));
    }

    [Fact]
    public void Nothing_comes_next_when_the_last_mark_is_reached()
    {
        var chat = Of([("a_panduan", Guide), ("masuk", Narrow)]);
        chat.Says("/a_panduan");
        chat.Presses("Aktif");

        Assert.Equal(["Apa yang bisa saya bantu? [Panduan]"], chat.Says("menu"));
    }

    [Fact]
    public void A_programme_that_is_not_open_has_no_next_step()
    {
        var chat = Of([("a_panduan", Guide.Replace("belajar_id", "pembatik", StringComparison.Ordinal))]);
        chat.Says("/a_panduan");
        chat.Presses("Ketemu");

        Assert.Equal(["Apa yang bisa saya bantu? [Panduan]"], chat.Says("menu"));
    }

    [Theory]
    [InlineData("", "a")]
    [InlineData("a", "b")]
    [InlineData("b", "c")]
    [InlineData("ac", null)]
    public void The_next_mark_is_the_one_after_the_farthest(string reached, string? next) =>
        Assert.Equal(next, NextStep.NextOf(["a", "b", "c"], mark => reached.Contains(mark, StringComparison.Ordinal)));

    [Fact]
    public void An_end_offers_what_comes_next_to_those_who_may_begin_it()
    {
        var chat = Of(
        [
            ("a", Dialog("a", "Pertama", "", "{id: ya, label: Ya}", "{id: tidak, label: Tidak}").Replace("end: done", "end: done\n    next: [b, c]", StringComparison.Ordinal)),
            ("b", Dialog("b", "Kedua", "", "{id: ya, label: Ya}", "{id: tidak, label: Tidak}")),
            ("c", Dialog("c", "Khusus", "who: contact.role = mitra", "{id: ya, label: Ya}", "{id: tidak, label: Tidak}")),
        ]);
        chat.Says("/a");

        Assert.Equal(["Selesai. [▶️ Kedua] [Menu]"], chat.Presses("Ya"));
        Assert.Equal(["Bagaimana? [Ya] [Tidak]"], chat.Presses("▶️ Kedua"));
    }

    private static Chat Of((string Id, string Text)[] dialogs) =>
        new(dialogs.ToDictionary(dialog => $"{dialog.Id}.yaml", dialog => dialog.Text));

    private static string Dialog(string id, string title, string keys, params string[] choices) => $"""
        dialog: {id}
        title: {title}
        {keys.Replace("\n", "\n        ", StringComparison.Ordinal)}
        start: {"{"}commands: [{id}]{"}"}
        answers:
          jawab: {"{"}type: choice{"}"}
        steps:
          - id: tanya
            ask: jawab
            say: Bagaimana?
            choices:
              - {string.Join("\n              - ", choices)}
          - id: selesai
            say: Selesai.
            end: done
        """.Replace("\n        ", "\n", StringComparison.Ordinal);
}
