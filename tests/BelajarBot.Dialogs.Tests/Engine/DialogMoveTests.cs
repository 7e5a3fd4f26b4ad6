using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Dialogs.Tests.Engine;

/// <summary>Who is carried over to a new revision, and what they keep.</summary>
public sealed class DialogMoveTests
{
    private const string Before = """
        dialog: uji
        title: Uji
        start: {commands: [uji]}
        answers:
          warna: {type: choice}
          sekolah: {type: text, max: 40}
          umur: {type: number}
        steps:
          - id: tanya_warna
            ask: warna
            say: Warna apa?
            choices:
              - {id: merah, label: Merah}
              - {id: biru, label: Biru}
          - id: tanya_sekolah
            ask: sekolah
            say: Sekolah mana?
          - id: tanya_umur
            ask: umur
            say: Umur berapa?
          - id: selesai
            say: Selesai.
            end: done
        """;

    [Fact]
    public void A_person_goes_where_the_author_says_and_keeps_what_they_answered()
    {
        var after = Before.Replace("id: tanya_sekolah", "id: nama_sekolah", StringComparison.Ordinal) + "\nmoved: {tanya_sekolah: nama_sekolah}";

        var moved = Move(At("tanya_sekolah", ("warna", "merah")) with { Question = 7, FailedTries = 2, Trail = ["tanya_warna"] }, after);

        Assert.NotNull(moved);
        Assert.Equal("nama_sekolah", moved.Step);
        Assert.Equal(Load(after).Revision, moved.Revision);
        Assert.Equal("merah", moved.Answers["warna"]);
        Assert.Equal(["tanya_warna"], moved.Trail);
        Assert.Equal(8, moved.Question);
        Assert.Equal(0, moved.FailedTries);
    }

    [Fact]
    public void Without_a_word_from_the_author_everybody_stays_on_their_revision()
    {
        var after = Before.Replace("Sekolah mana?", "Di sekolah mana?", StringComparison.Ordinal);

        Assert.Null(Move(At("tanya_sekolah"), after));
    }

    [Fact]
    public void Naming_a_step_that_stays_carries_people_over_to_its_new_words()
    {
        var after = Before.Replace("Sekolah mana?", "Di sekolah mana?", StringComparison.Ordinal) + "\nmoved: {tanya_sekolah: tanya_sekolah}";

        Assert.Equal("tanya_sekolah", Move(At("tanya_sekolah"), after)?.Step);
    }

    [Fact]
    public void A_step_that_still_exists_is_never_left_for_another()
    {
        var after = Before + "\nmoved: {tanya_sekolah: tanya_umur}";

        Assert.Equal("tanya_sekolah", Move(At("tanya_sekolah"), after)?.Step);
    }

    [Theory]
    [InlineData("tanya_umur", "another type of answer")]
    [InlineData("selesai", "a step that does not wait")]
    [InlineData("tanya_warna", "choices instead of words")]
    public void A_person_stays_when_the_target_is_not_the_same_kind_of_question(string target, string reason)
    {
        var after = Before.Replace("id: tanya_sekolah", "id: lain", StringComparison.Ordinal) + $"\nmoved: {{tanya_sekolah: {target}}}";

        Assert.True(Move(At("tanya_sekolah"), after) is null, reason);
    }

    [Fact]
    public void Answers_of_another_type_and_choices_that_are_gone_are_dropped()
    {
        var after = Before
            .Replace("umur: {type: number}", "umur: {type: text, max: 3}", StringComparison.Ordinal)
            .Replace("{id: merah, label: Merah}", "{id: hijau, label: Hijau}", StringComparison.Ordinal)
            + "\nmoved: {tanya_sekolah: tanya_sekolah}";

        var moved = Move(At("tanya_sekolah", ("warna", "merah"), ("umur", "40"), ("sekolah", "SDN 1")), after);

        Assert.Equal([new KeyValuePair<string, string>("sekolah", "SDN 1")], moved!.Answers.Entries);
    }

    [Fact]
    public void The_trail_is_carried_over_without_the_steps_that_are_gone()
    {
        var after = Before.Replace("id: tanya_warna", "id: warna_apa", StringComparison.Ordinal)
            .Replace("""
                  - id: tanya_umur
                    ask: umur
                    say: Umur berapa?

                """, "", StringComparison.Ordinal)
            + "\nmoved: {tanya_warna: warna_apa, tanya_sekolah: tanya_sekolah}";

        var moved = Move(At("tanya_sekolah") with { Trail = ["tanya_warna", "tanya_umur", "tanya_sekolah"] }, after);

        Assert.Equal(["warna_apa", "tanya_sekolah"], moved!.Trail);
    }

    [Fact]
    public void A_conversation_that_has_ended_stays_as_it_was()
    {
        var after = Before.Replace("Sekolah mana?", "Di sekolah mana?", StringComparison.Ordinal) + "\nmoved: {tanya_sekolah: tanya_sekolah}";

        Assert.Null(Move(At("tanya_sekolah") with { Status = ConversationStatus.Ended }, after));
        Assert.NotNull(Move(At("tanya_sekolah") with { Status = ConversationStatus.Paused }, after));
    }

    [Fact]
    public void A_button_of_the_question_as_it_was_is_known_for_an_old_one()
    {
        var chat = new Chat(Before);
        chat.Says("/uji");
        var merah = chat.DataOf("Merah");
        var after = Chat.Load(new Dictionary<string, string>
        {
            ["uji.yaml"] = Before.Replace("tanya_warna", "warna_apa", StringComparison.Ordinal).Replace("Warna apa?", "Suka warna apa?", StringComparison.Ordinal)
                + "\nmoved: {tanya_warna: warna_apa}",
        });

        var moved = DialogMove.Move(chat["uji"], chat.Library.Find("uji")!, after.Find("uji")!)!;
        chat.Replace(moved, after);

        Assert.Equal(
            ["Tombol itu dari pertanyaan yang sudah lewat. Sekarang kita di sini:", "Suka warna apa? [Merah] [Biru]"], chat.Sends(new PressInput(merah)));
        Assert.Equal(["Sekolah mana?"], chat.Presses("Merah"));
    }

    [Theory]
    [InlineData("restart")]
    [InlineData("handover")]
    public void Whoever_stands_on_a_step_that_is_gone_is_dropped_with_their_answers_where_the_author_says_so(string drop)
    {
        var after = Before.Replace("id: tanya_sekolah", "id: nama_sekolah", StringComparison.Ordinal) + $"\ndrop: {drop}";

        var dropped = Drop(At("tanya_sekolah", ("warna", "merah")) with { Trail = ["tanya_warna"] }, after);

        Assert.NotNull(dropped);
        Assert.Equal((Load(after).Revision, ConversationStatus.Open), (dropped.Revision, dropped.Status));
        Assert.Equal("merah", dropped.Answers["warna"]);
        Assert.Empty(dropped.Trail);
        Assert.Equal(drop == "handover" ? Soon : null, dropped.DueAt);
    }

    [Theory]
    [InlineData("tanya_umur", ConversationStatus.Open, "", "the step is still there")]
    [InlineData("tanya_sekolah", ConversationStatus.Open, "\nmoved: {tanya_sekolah: nama_sekolah}", "moved carries them over")]
    [InlineData("tanya_sekolah", ConversationStatus.HandedOver, "", "a human is at it")]
    [InlineData("tanya_sekolah", ConversationStatus.Calling, "", "another dialog runs on its behalf")]
    [InlineData("tanya_sekolah", ConversationStatus.Ended, "", "it is over")]
    public void Nobody_else_is_dropped(string step, ConversationStatus status, string more, string reason)
    {
        var after = Before.Replace("id: tanya_sekolah", "id: nama_sekolah", StringComparison.Ordinal) + "\ndrop: restart" + more;

        Assert.True(Drop(At(step) with { Status = status }, after) is null, reason);
    }

    [Fact]
    public void Without_drop_they_finish_on_their_revision() =>
        Assert.Null(Drop(At("tanya_sekolah"), Before.Replace("id: tanya_sekolah", "id: nama_sekolah", StringComparison.Ordinal)));

    [Fact]
    public void A_wait_that_was_promised_is_kept_and_ends_with_beginning_anew()
    {
        var until = Soon + TimeSpan.FromDays(1);
        var after = Before.Replace("id: tanya_sekolah", "id: nama_sekolah", StringComparison.Ordinal) + "\ndrop: restart";

        var dropped = Drop(At("tanya_sekolah") with { WaitingUntil = until, DueAt = until }, after);

        Assert.Equal((until, until), (dropped!.WaitingUntil, dropped.DueAt));
    }

    private static readonly DateTimeOffset Soon = new(2026, 3, 4, 3, 0, 0, TimeSpan.Zero);

    private static Conversation? Drop(Conversation conversation, string after) => DialogMove.Drop(conversation, Load(Before), Load(after), Soon);

    private static Conversation? Move(Conversation conversation, string after) => DialogMove.Move(conversation, Load(Before), Load(after));

    private static Dialog Load(string yaml) => Chat.Load(new Dictionary<string, string> { ["uji.yaml"] = yaml }).Find("uji")!;

    private static Conversation At(string step, params (string Name, string Value)[] answers)
    {
        var began = new DateTimeOffset(2026, 3, 3, 3, 0, 0, TimeSpan.Zero);
        return new Conversation("uji", Load(Before).Revision, 1, began, began)
        {
            Step = step,
            Question = 1,
            Answers = ValueSet.Of(answers.Select(a => new KeyValuePair<string, string?>(a.Name, a.Value))),
        };
    }
}
