using System.Collections.Immutable;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Tests.Checks;
using BelajarBot.Dialogs.Understanding.Values;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Tests.Yaml;

public sealed class DialogLoaderTests
{
    private const string Whole = """
        dialog: coba
        title: Coba dulu
        consent: data_program
        languages: [id, en]
        program: belajar_id
        who: contact.role = guru
        start: {commands: [coba], keywords: [coba, uji coba], link: cb}
        milestones: [mulai, selesai]
        answers:
          mau: {type: choice}
          npsn: {type: npsn, save: contact.npsn, personal: true}
          jumlah: {type: number, min: 1, max: 40}
          kapan: {type: date, when: future}
          daerah: {type: region, level: regency}
        steps:
          - {id: a, ask: mau, say: "Mau?", hint: Jawab saja, invalid: Bukan itu., choices: [{id: ya, label: Mau, also: [ya, ok], milestone: mulai, forget: [npsn], go: b}, {id: nanti, label: Nanti saja}]}
          - {id: b, ask: npsn, say: "NPSN?", skip_if: contact.npsn, tries: {max: 2, then: f}, must: [{check: "length(answer) = 8", else: "Bukan {answer}."}]}
          - {id: c, ask: jumlah, say: "Berapa?", tries: {max: 3, then: f}, accept: [photo]}
          - {id: d, ask: kapan, say: "Kapan?", if: npsn, tries: {max: 3, then: f}}
          - {id: e, ask: daerah, say: "Di mana?", tries: {max: 3, then: f}, milestone: selesai, forget: [kapan], go: f}
          - {id: f, say: Dah, end: done}
        help:
          - {ask: [apa itu], say: Begini.}
          - {ask: siapa, say: Begitu.}
        moved: {lama: b}
        """;

    [Fact]
    public void Every_key_of_a_dialog_is_read()
    {
        var dialog = Read(Whole);

        Assert.Equal(("coba", "coba.yaml", "belajar_id"), (dialog.Id, dialog.File, dialog.Program));
        Assert.Equal("Coba dulu", dialog.Title.Source.Source);
        Assert.Equal(["id", "en"], dialog.Languages);
        Assert.Equal("contact.role = guru", dialog.Who!.Source);
        Assert.Equal(["coba"], dialog.Start.Commands);
        Assert.Equal(["coba", "uji coba"], dialog.Start.Keywords!.All);
        Assert.Equal("cb", dialog.Start.Link);
        Assert.Equal(["mulai", "selesai"], dialog.Milestones);
        Assert.Equal("b", dialog.Moved["lama"]);
        Assert.Equal(["apa itu"], dialog.Help[0].Ask.All);
        Assert.Equal(["siapa"], dialog.Help[1].Ask.All);
        Assert.Equal("Begitu.", dialog.Help[1].Say.Source.Source);
        Assert.Equal(["a", "b", "c", "d", "e", "f"], dialog.Steps.Select(step => step.Id));
    }

    [Fact]
    public void Every_key_of_an_answer_is_read()
    {
        var answers = Read(Whole).Answers;

        Assert.Equal(("npsn", "npsn", true), (answers["npsn"].Type, answers["npsn"].Save, answers["npsn"].IsPersonal));
        Assert.False(answers["mau"].IsPersonal);
        Assert.Null(answers["mau"].ValueType);
        Assert.Equal(new ValueOptions(Min: 1, Max: 40), answers["jumlah"].Options);
        Assert.Equal(DateHint.Future, answers["kapan"].Options.When);
        Assert.Equal(RegionLevel.Regency, answers["daerah"].Options.Level);
    }

    [Fact]
    public void Every_key_of_a_step_is_read()
    {
        var dialog = Read(Whole);
        var a = Assert.IsType<ChoicesStep>(dialog.Find("a"));
        var b = Assert.IsType<AskStep>(dialog.Find("b"));
        var e = Assert.IsType<AskStep>(dialog.Find("e"));

        Assert.Equal(("mau", "Jawab saja", "Bukan itu."), (a.Asks, a.Hint!.Source.Source, a.Invalid!.Source.Source));
        Assert.Equal(["ya", "nanti"], a.Choices.Select(choice => choice.Id));
        Assert.Equal(("Mau", "b", "mulai"), (a.Choices[0].Label.Source.Source, a.Choices[0].Go, a.Choices[0].Milestone));
        Assert.Equal(["ya", "ok"], a.Choices[0].Also.All);
        Assert.Equal(["npsn"], a.Choices[0].Forget);
        Assert.Equal("contact.npsn", b.SkipIf!.Source);
        Assert.Equal((2, "f"), (b.Tries!.Max, b.Tries.Then));
        Assert.Equal(("length(answer) = 8", "npsn", "Bukan {answer}."), (b.Must[0].Check.Source, b.Must[0].Check.OfAnswer, b.Must[0].Else.Source.Source));
        Assert.Equal(["photo"], Assert.IsType<AskStep>(dialog.Find("c")).Accept);
        Assert.Equal("npsn", dialog.Find("d")!.If!.Source);
        Assert.Equal(("selesai", "f"), (e.Milestone, e.Go));
        Assert.Equal(["kapan"], e.Forget);
        Assert.Equal("done", Assert.IsType<SayStep>(dialog.Find("f")).End);
    }

    /// <summary>Ordinary YAML would make false, 1200, 342391, null, a date and infinity of these.</summary>
    [Theory]
    [InlineData("no")]
    [InlineData("20:00")]
    [InlineData("01234567")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("2026-03-02")]
    [InlineData("1e3")]
    [InlineData("0x1F")]
    [InlineData(".inf")]
    [InlineData("Yes")]
    public void Every_scalar_stays_the_words_that_were_written(string written)
    {
        var dialog = Read($"""
            dialog: coba
            title: {written}
            answers: {"{mau: {type: choice}}"}
            steps:
              - id: a
                ask: mau
                say: {written}
                choices: [{"{"}id: ya, label: {written}, also: [{written} juga]{"}"}]
                end: done
            """);

        var step = Assert.IsType<ChoicesStep>(dialog.Steps[0]);
        Assert.Equal(written, dialog.Title.Source.Source);
        Assert.Equal(written, step.Say!.Source.Source);
        Assert.Equal(written, step.Choices[0].Label.Source.Source);
        Assert.Equal([$"{written} juga"], step.Choices[0].Also.All);
    }

    [Theory]
    [InlineData("title: [a, b]", "D004", 2)]
    [InlineData("title: {a: b}", "D004", 2)]
    [InlineData("title: Coba\nlanguages: {a: b}", "D004", 3)]
    [InlineData("title: Coba\nstart: coba", "D004", 3)]
    [InlineData("title: Coba\nanswers: [a]", "D004", 3)]
    [InlineData("title: Coba\nanswers:\n  npsn: npsn", "D004", 4)]
    [InlineData("title: Coba\nanswers:\n  NPSN: {type: npsn}", "D005", 4)]
    [InlineData("title: Coba\nanswers:\n  npsn: {save: npsn}", "D004", 4)]
    [InlineData("title: Coba\nanswers:\n  a: {type: date, when: besok}", "D004", 4)]
    [InlineData("title: Coba\nanswers:\n  a: {type: number, min: -1}", "D004", 4)]
    [InlineData("title: Coba\nhelp: Begini", "D004", 3)]
    [InlineData("title: Coba\nhelp:\n  - ask: [a]", "D004", 4)]
    [InlineData("title: Coba\nmoved: [a]", "D004", 3)]
    [InlineData("title: Coba\nmoved: {a: [b]}", "D004", 3)]
    public void A_value_that_a_key_cannot_have_is_reported_at_its_line(string lines, string code, int line)
    {
        var problems = Problems($"dialog: coba\n{lines}\nsteps:\n  - {{id: x, say: Halo, end: done}}\n");

        Assert.Contains(problems, problem => problem.Code == code && problem.Place.Line == line);
    }

    [Theory]
    [InlineData("ask: [npsn]")]
    [InlineData("tries: 3")]
    [InlineData("tries: {max: 0, then: x}")]
    [InlineData("tries: {max: 21, then: x}")]
    [InlineData("tries: {then: x}")]
    [InlineData("must: [benar]")]
    [InlineData("must: {check: benar}")]
    [InlineData("must: [{check: answer}]")]
    [InlineData("accept: {a: b}")]
    [InlineData("forget: {a: b}")]
    [InlineData("if: [a]")]
    public void A_value_that_a_key_of_a_question_cannot_have_is_reported_at_its_line(string line)
    {
        var ask = line.StartsWith("ask", StringComparison.Ordinal) ? "" : "ask: npsn, ";
        var problems = Problems($"dialog: coba\ntitle: Coba\nanswers: {{npsn: {{type: npsn}}}}\nsteps:\n  - {{id: x, {ask}say: Halo,\n     {line}}}\n");

        Assert.Contains(problems, problem => problem is { Code: "D004", Place.Line: 6 or 5 });
    }

    [Fact]
    public void The_column_of_a_problem_is_that_of_the_value()
    {
        var problems = Problems("dialog: coba\ntitle: Coba\nsteps:\n  - {id: x, say: Halo, go: antah}\n");

        Assert.Contains(new Place("coba.yaml", 4, 28), problems.Where(problem => problem.Code == "D010").Select(problem => problem.Place));
    }

    [Fact]
    public void A_mistake_in_a_condition_is_reported_at_its_column()
    {
        var problems = Problems("dialog: coba\ntitle: Coba\nsteps:\n  - {id: x, say: Halo, if: contact.npsn and contact.rol}\n  - {id: y, end: done}\n");

        Assert.Equal(new Place("coba.yaml", 4, 45), Assert.Single(problems).Place);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once_in_the_order_of_the_file()
    {
        var problems = Problems("dialog: Coba\ntitel: Coba\nsteps:\n  - {id: x, sya: Halo}\n  - {id: X}\n");

        Assert.Equal(problems.OrderBy(problem => problem.Place.Line).ThenBy(problem => problem.Place.Column), problems);
        Assert.All([1, 2, 4, 5], line => Assert.Contains(line, problems.Select(problem => problem.Place.Line)));
    }

    [Fact]
    public void Texts_and_words_are_translated_by_their_keys()
    {
        var files = DialogFiles.Bare.With("coba.yaml", Whole).With("coba.en.yaml", """
            title: Try first
            start.keywords: [try]
            a.say: Will you?
            a.hint: Just answer
            a.invalid: Not that.
            a.choice.ya: I will
            a.also.ya: [sure, fine]
            a.choice.nanti: Later
            b.say: NPSN?
            b.must.1: "Not {answer}."
            c.say: How many?
            d.say: When?
            e.say: Where?
            f.say: Bye
            help.1.ask: [what is it]
            help.1.say: Like this.
            help.2.ask: who
            help.2.say: Like that.
            """);

        var loaded = files.Load();

        Assert.Empty(loaded.Problems.Select(problem => problem.ToString()));
        var dialog = loaded.Library!.Find("coba")!;
        var step = (ChoicesStep)dialog.Steps[0];
        Assert.Equal("Try first", dialog.Title.In("en").Source);
        Assert.Equal("Coba dulu", dialog.Title.In("id").Source);
        Assert.Equal("Coba dulu", dialog.Title.In("fr").Source);
        Assert.Equal("I will", step.Choices[0].Label.In("en").Source);
        Assert.Equal(["ya", "ok", "sure", "fine"], step.Choices[0].Also.All.OrderBy(word => word is "sure" or "fine"));
        Assert.Equal(["who"], dialog.Help[1].Ask.ByLanguage["en"]);
        Assert.Equal(new Place("coba.en.yaml", 6, 14), step.Choices[0].Label.PlaceIn("en"));
    }

    [Fact]
    public void A_revision_is_the_same_for_the_same_files_and_another_for_any_change_even_of_a_translation()
    {
        var plain = DialogFiles.Shipped.Load().Sources.Single(source => source.Dialog == "aktivasi");
        var windows = DialogFiles.Shipped.With(DialogFiles.Activation, DialogFiles.Shipped[DialogFiles.Activation].ReplaceLineEndings("\r\n")).Load();
        var translated = DialogFiles.Shipped.With(DialogFiles.ActivationInEnglish, DialogFiles.Shipped[DialogFiles.ActivationInEnglish] + "\n# x\n").Load();

        Assert.Equal(plain.Revision, windows.Sources.Single(source => source.Dialog == "aktivasi").Revision);
        Assert.NotEqual(plain.Revision, translated.Sources.Single(source => source.Dialog == "aktivasi").Revision);
        Assert.Equal([DialogFiles.ActivationInEnglish, DialogFiles.Activation], plain.Files.Keys);
    }

    [Fact]
    public void An_older_revision_is_loaded_without_its_problems_and_the_present_one_is_not_loaded_twice()
    {
        var files = ImmutableSortedDictionary<string, string>.Empty
            .Add("coba.yaml", "dialog: coba\ntitle: Coba\nsteps:\n  - {id: a, say: \"Halo {hilang}\", go: antah}\n");
        var present = DialogFiles.Shipped.Load().Sources;

        var loaded = DialogLoader.Load(DialogFiles.Shipped, [new DialogSource("coba", "lama", files), .. present]);

        Assert.DoesNotContain(loaded.Problems, problem => problem.Level == ProblemLevel.Error);
        var old = loaded.Library!.Find("coba", DialogLoader.RevisionOf(files));
        Assert.Equal("a", old!.Steps[0].Id);
        Assert.Null(loaded.Library.Find("coba"));
    }

    [Fact]
    public void One_broken_dialog_keeps_all_from_being_loaded()
    {
        var loaded = DialogFiles.Shipped.With("coba.yaml", "dialog: coba\n").Load();

        Assert.Null(loaded.Library);
        Assert.Empty(loaded.Sources);
        Assert.All(loaded.Problems, problem => Assert.Equal("coba.yaml", problem.Place.File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# hanya komentar\n")]
    [InlineData("---\n...\n")]
    [InlineData("halo")]
    [InlineData("a: [b\n")]
    [InlineData("a: \"b\n")]
    [InlineData("a: b\n\tc: d\n")]
    [InlineData("a: !!int 3\n")]
    [InlineData("%YAML 9.9\n---\na: b\n")]
    [InlineData("a: !<tag b> c\n")]
    [InlineData("a: !{contact.name c\n")]
    public void What_is_no_yaml_is_one_problem_in_words(string text)
    {
        var problem = Assert.Single(Problems(text), problem => problem.Code == "D000");

        Assert.Equal(ProblemLevel.Error, problem.Level);
        Assert.InRange(problem.Place.Line, 1, text.Split('\n').Length);
        Assert.NotEqual(problem.Message, problem.English);
    }

    [Fact]
    public void The_longest_choice_id_fits_on_a_button_with_the_largest_numbers()
    {
        var now = DateTimeOffset.UnixEpoch;
        var conversation = new Conversation("coba", "x", long.MaxValue, now, now);

        var data = ButtonData.Choice(conversation, int.MaxValue, new string('a', 31));

        Assert.Equal(ButtonData.MostBytes, data.Length);
        Assert.True(ButtonData.TryReadChoice(data, out _, out _, out var id));
        Assert.Equal(31, id.Length);
    }

    private static IReadOnlyList<Problem> Problems(string text) => DialogFiles.Bare.With("coba.yaml", text).Load().Problems;

    private static Dialog Read(string text)
    {
        var loaded = DialogFiles.Bare.With("coba.yaml", text).Load();
        Assert.DoesNotContain(loaded.Problems, problem => problem.Level == ProblemLevel.Error);
        return loaded.Library!.Find("coba")!;
    }
}
