using System.Collections.Immutable;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Tests.Engine;

/// <summary>What was sent in, and what comes back of it.</summary>
public sealed class SubmissionTests
{
    private const string Proposal = """
        dialog: uji
        title: Usul
        start: {commands: [usul]}
        answers:
          judul: {type: text, max: 100, label: Judul}
          bentuk: {type: choice, label: Bentuk}
          tempat: {type: text, max: 100, label: Tempat}
        steps:
          - id: tanya_judul
            ask: judul
            say: Apa judulnya?
          - id: tanya_bentuk
            ask: bentuk
            say: Bagaimana bentuknya?
            choices:
              - {id: daring, label: Daring, go: kirim}
              - {id: luring, label: Luring}
          - id: tanya_tempat
            ask: tempat
            say: Di mana?
          - id: kirim
            submit: {kind: usul, title: "Usul {judul|-}", review: {by: admin, area: contact.region}}
          - id: selesai
            say: Terima kasih.
            end: done
        """;

    [Fact]
    public void What_lies_beside_the_way_is_not_sent()
    {
        var chat = new Chat(Proposal);
        chat.Sends(new TextInput("/usul"));
        chat.Sends(new TextInput("Koding"));
        chat.Presses("Luring");
        chat.Sends(new TextInput("Aula"));
        chat.Presses("✏️ Bentuk");
        chat.Presses("Daring");

        chat.Presses("📨 Kirim");

        var sent = Assert.Single(chat.Effects.OfType<Submit>());
        Assert.Equal(("usul", "admin", null, "Usul Koding", null), (sent.Kind, sent.By, sent.Area, sent.Title, sent.Again));
        Assert.Equal(["tanya_judul", "tanya_bentuk"], sent.Questions);
        Assert.Equal(["judul", "bentuk"], sent.Answers.Entries.Select(answer => answer.Key));
    }

    [Fact]
    public void What_came_back_asks_only_what_is_to_be_mended_and_tells_what_it_cannot_ask_any_more()
    {
        var chat = new Chat(Proposal);
        var answers = ValueSet.Of([new("judul", "Koding"), new("bentuk", "daring"), new("lama", "tidak ada lagi")]);
        ImmutableArray<Reopened> reopened = [new("tanya_lama", "Kurang jelas."), new("tanya_bentuk", "Tatap muka saja.")];

        var dialog = chat.Library.Find("uji")!;
        var context = chat.Library.ContextFor(new Contact("id", TimeZoneInfo.Utc, ValueSet.Empty), chat.Now);
        var turn = DialogEngine.Reopen(dialog, 7, 12, "kirim_lama", answers, reopened, context);

        Assert.Equal(
            ["💬 Catatan pemeriksa: Kurang jelas.", "💬 Catatan pemeriksa: Tatap muka saja.", "Bagaimana bentuknya?"],
            turn.Effects.OfType<Say>().Select(say => say.Text.Text));
        Assert.Equal(("tanya_bentuk", 12L), (turn.Next.Step, turn.Next.Submission));
        Assert.Null(turn.Next.Answers["lama"]);

        var answered = DialogEngine.Advance(dialog, turn.Next, new TextInput("luring"), context);
        Assert.Equal("tanya_tempat", answered.Next.Step);

        var summary = DialogEngine.Advance(dialog, answered.Next, new TextInput("Aula"), context);
        var sent = DialogEngine.Advance(dialog, summary.Next, new TextInput("kirim"), context);
        Assert.Equal(12, Assert.Single(sent.Effects.OfType<Submit>()).Again);
        Assert.Equal((ConversationStatus.Ended, null, null), (sent.Next.Status, sent.Next.Summary, sent.Next.Submission));
    }
}
