using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Tests.Understanding;
using BelajarBot.Dialogs.Understanding.Topics;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Tests.Engine;

/// <summary>Keywords and help in other words than their author's, ranked with the topics.</summary>
public sealed class QuestionTests
{
    private const string Coffee = """
        dialog: uji
        title: Pesan kopi
        start: {commands: [kopi], keywords: [pesan kopi]}
        answers:
          jenis: {type: choice}
        steps:
          - id: tanya_jenis
            ask: jenis
            say: Kopi apa?
            tries: {max: 2, then: lain_kali}
            choices:
              - {id: hitam, label: Hitam}
              - {id: susu, label: Susu, also: [pakai susu]}
          - id: selesai
            say: Siap.
            end: done
          - id: lain_kali
            say: Lain kali saja.
            end: batal
        help:
          - ask: [berapa harganya, harga kopi]
            say: Gratis.
          - ask: [jam buka warung]
            say: Dari pagi sampai sore.
        """;

    private const string Tea = """
        dialog: teh
        title: Pesan teh
        start: {commands: [teh], keywords: [pesan teh melati]}
        steps:
          - id: selesai
            say: Teh datang.
            end: done
        """;

    private static readonly Lazy<DialogLibrary> Shipped = new(() =>
    {
        var loaded = DialogLoader.Load(Repository.DialogFiles(), []);
        return loaded.Library ?? throw new InvalidDataException(string.Join('\n', loaded.Problems));
    });

    [Theory]
    [InlineData("harganya brp ya")]
    [InlineData("berapa ya harganya")]
    [InlineData("kopi harganya berapa?")]
    public void Help_is_found_in_other_words_and_costs_no_try(string question)
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");

        string[] answered = ["Gratis.", "Kopi apa? [Hitam] [Susu]"];

        Assert.Equal(answered, chat.Says(question));
        Assert.Equal(answered, chat.Says(question));
        Assert.Equal(0, chat["uji"].FailedTries);
    }

    [Fact]
    public void Doubtful_help_is_offered_as_a_button_and_the_question_waits()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");

        Assert.Equal(
            ["Apakah ini yang Anda maksud? [Jam buka warung]", "Kopi apa? [Hitam] [Susu]"], chat.Says("hari minggu warung buka?"));
        Assert.Equal(["Dari pagi sampai sore.", "Kopi apa? [Hitam] [Susu]"], chat.Presses("Jam buka warung"));
        Assert.Equal(["Siap. [Menu]"], chat.Says("hitam"));
    }

    [Fact]
    public void An_answer_stays_an_answer_although_help_has_its_words()
    {
        var chat = new Chat(Coffee.Replace("[berapa harganya, harga kopi]", "[kopi hitam atau susu]"));
        chat.Says("/kopi");

        Assert.Equal(["Siap. [Menu]"], chat.Says("yg susu"));
    }

    [Fact]
    public void A_wrong_answer_that_asks_nothing_is_still_wrong()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");

        Assert.Equal(["Saya belum menangkap maksud \"terserah kamu saja\". Pilih salah satu tombol ini, ya. [Hitam] [Susu]"], chat.Says("terserah kamu saja"));
        Assert.Equal(["Lain kali saja. [Menu]"], chat.Says("entahlah"));
    }

    [Fact]
    public void Words_like_a_keyword_begin_its_dialog_outside_and_only_offer_it_inside_another()
    {
        var chat = new Chat(new Dictionary<string, string> { ["uji.yaml"] = Coffee, ["teh.yaml"] = Tea });

        Assert.Equal(["Teh datang. [Menu]"], chat.Says("teh melatii, mau pesan"));

        chat.Says("/kopi");

        Assert.Equal(["Apakah ini yang Anda maksud? [Pesan teh]", "Kopi apa? [Hitam] [Susu]"], chat.Says("bisa pesan teh melati?"));
        Assert.Equal("uji", chat.Active);
    }

    [Fact]
    public void A_forged_help_button_is_an_old_button()
    {
        var chat = new Chat(Coffee);
        chat.Says("/kopi");

        foreach (var data in new[] { "h.uji.9", "h.uji.-1", "h.lain.0", "h.uji", "h..0" })
        {
            Assert.Equal("Tombol itu dari pertanyaan yang sudah lewat. Sekarang kita di sini:", chat.Sends(new PressInput(data))[0]);
        }
    }

    [Fact]
    public void What_nobody_understood_is_kept_for_a_human_and_nothing_else_is()
    {
        var chat = new Chat(Coffee);

        chat.Says("qwerty zxcv");
        chat.Says("pesan kopi");
        chat.Says("qwerty zxcv");

        Assert.Equal("qwerty zxcv", Assert.Single(chat.Effects.OfType<KeepQuestion>()).Words);
    }

    [Fact]
    public void Shipped_keywords_and_help_are_found_in_words_that_their_authors_did_not_list()
    {
        var (sure, wrong) = (0, 0);
        var missed = new List<string>();
        var lines = TopicExample.Parse("phrases.csv", File.ReadAllText(Path.Combine(Repository.Root, "tests/BelajarBot.Dialogs.Tests/Understanding/phrases.csv")), []);
        var aktivasi = Shipped.Value.Find("aktivasi");
        foreach (var (text, wanted) in lines)
        {
            var understood = Shipped.Value.Understand(text, wanted.StartsWith('>') ? null : aktivasi);
            sure += understood.IsSure && understood.Ranked is [var only] && LeadsTo(only.Subject, wanted) ? 1 : 0;
            wrong += understood.IsSure && understood.Ranked is [var other] && !LeadsTo(other.Subject, wanted) ? 1 : 0;
            if (!understood.Ranked.Any(ranked => LeadsTo(ranked.Subject, wanted)) || (understood.IsSure && understood.Ranked.Length != 1))
            {
                missed.Add($"{text} -> {string.Join(", ", understood.Ranked.Select(ranked => ranked.Subject))}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{lines.Count} phrases: {lines.Count - missed.Count} lead there, {sure} of them at once; {wrong} lead elsewhere at once");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', missed));
        Assert.True(missed.Count <= lines.Count * 0.15, $"{missed.Count} of {lines.Count}:\n{string.Join('\n', missed)}");

        static bool LeadsTo(Subject subject, string wanted) => subject switch
        {
            Subject.Begin begin => wanted == $">{begin.Dialog.Id}",
            Subject.About about => wanted == $">{about.Topic.Dialog}" || (wanted == "aktivasi.1" && about.Topic.Id == "safety.fraud"),
            Subject.Explain help => wanted == $"{help.Dialog.Id}.{help.Number + 1}",
            _ => false,
        };
    }

    [Fact]
    public void Keywords_make_no_off_topic_message_answered_and_help_takes_no_question_about_something_else()
    {
        var sets = BahasaFiles.Unseen.Concat(BahasaFiles.Harder).ToList();
        var aktivasi = Shipped.Value.Find("aktivasi");

        var begun = sets.Where(example => example.Topic == TopicRanker.OutOfScope)
            .Where(example => Shipped.Value.Understand(example.Text, null) is { IsSure: true, Ranked: [{ Subject: Subject.Begin }] });
        var explained = sets.Where(example => example.Topic is not ("glossary" or "safety.fraud"))
            .Where(example => Shipped.Value.Understand(example.Text, aktivasi) is { IsSure: true, Ranked: [{ Subject: Subject.Explain }] });

        Assert.Empty(begun.Select(example => example.Text));
        Assert.Empty(explained.Select(example => example.Text));
    }
}
