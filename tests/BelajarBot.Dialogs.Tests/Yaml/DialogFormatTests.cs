using System.Collections.Immutable;
using BelajarBot.Dialogs.Checks;
using BelajarBot.Dialogs.Steps;
using BelajarBot.Dialogs.Tests.Engine;
using BelajarBot.Dialogs.Yaml;

namespace BelajarBot.Dialogs.Tests.Yaml;

/// <summary>Older files are read and upgraded by a chain of small steps that respell words and touch nothing else.</summary>
public sealed class DialogFormatTests
{
    private const string Old = """
        # Bertanya kepada Duta        (ditulis tahun 2025)
        dialog: uji     # nama tetap
        title:   "Uji"
        start: {commands: [uji]}

        steps:
        - id: serahkan
          say: |
            sla: bukan kunci
          handover: {queue: duta,   "sla": 2 days, note: 'sla: 1 day'}   # sla
          resume: lagi

        - id: lagi
          handover:
              queue: duta
              sla:    1 day     # dijanjikan
        - {id: selesai, say: "sla", end: done}
        """;

    [Fact]
    public void Upgrading_respells_the_keys_writes_the_format_and_leaves_every_other_character_alone()
    {
        var upgraded = Upgrade(Old);

        Assert.Equal((0, 2), (upgraded.From, upgraded.Respelled));
        Assert.Equal(
            Old.Replace("dialog: uji     # nama tetap\n", "dialog: uji     # nama tetap\nformat: 1\n", StringComparison.Ordinal)
                .Replace("\"sla\": 2 days", "\"reply_within\": 2 days", StringComparison.Ordinal)
                .Replace("sla:    1 day     #", "reply_within:    1 day     #", StringComparison.Ordinal),
            upgraded.Text);
        Assert.Equal(upgraded.Text, Upgrade(upgraded.Text).Text);
    }

    [Fact]
    public void Windows_line_ends_stay()
    {
        var windows = Old.ReplaceLineEndings("\r\n");

        Assert.Equal(Upgrade(Old).Text.ReplaceLineEndings("\r\n"), Upgrade(windows).Text);
    }

    [Theory]
    [InlineData("{dialog: uji, title: Uji}", "{format: 1, dialog: uji, title: Uji}")]
    [InlineData("# a\ntitle: Uji\ndialog: uji\n", "# a\nformat: 1\ntitle: Uji\ndialog: uji\n")]
    [InlineData("dialog: uji\nformat: 0 # dulu\n", "dialog: uji\nformat: 1 # dulu\n")]
    [InlineData("dialog: uji\nformat: \"0\"\n", "dialog: uji\nformat: \"1\"\n")]
    [InlineData("dialog: >\n  uji\ntitle: Uji\n", "format: 1\ndialog: >\n  uji\ntitle: Uji\n")]
    [InlineData("---\ndialog: uji", "---\nformat: 1\ndialog: uji")]
    public void The_format_is_written_where_a_reader_looks_for_it(string before, string after) => Assert.Equal(after, Upgrade(before).Text);

    [Theory]
    [InlineData("dialog: uji\nformat: 2\n", "D008")]
    [InlineData("dialog: uji\nformat: satu\n", "D004")]
    [InlineData("dialog: uji\nformat: [1]\n", "D004")]
    [InlineData("dialog: uji\nformat: -1\n", "D004")]
    [InlineData("dialog: uji\n  title: x\n", "D000")]
    public void A_file_that_cannot_be_upgraded_says_why(string text, string code)
    {
        var problems = new ProblemList();

        Assert.Null(DialogFormat.Upgrade("uji.yaml", text, problems));

        Assert.Equal(code, Assert.Single(problems.InOrder()).Code);
    }

    [Fact]
    public void What_is_no_dialog_is_left_alone_without_a_word()
    {
        var problems = new ProblemList();

        Assert.Null(DialogFormat.Upgrade("uji.en.yaml", "title: Try\n", problems));

        Assert.Empty(problems.InOrder());
    }

    [Fact]
    public void Steps_are_applied_in_order_from_the_format_of_the_file()
    {
        ImmutableArray<FormatStep> chain = [Rename(1, "satu", "dua"), Rename(2, "dua", "tiga"), Rename(3, "tiga", "empat")];

        string Upgrade(string text) => DialogFormat.Upgrade("uji.yaml", text, chain, new ProblemList())!.Text;

        Assert.Equal("dialog: uji\nformat: 3\nempat: x # satu", Upgrade("dialog: uji\nsatu: x # satu"));
        Assert.Equal("dialog: uji\nsatu: y\nempat: x\nformat: 3", Upgrade("dialog: uji\nsatu: y\ndua: x\nformat: 1"));
        Assert.Equal("dialog: uji\nsatu: y\ntiga: x\nformat: 3", Upgrade("dialog: uji\nsatu: y\ntiga: x\nformat: 3"));
    }

    [Fact]
    public void Every_format_up_to_today_has_its_step_and_its_row_in_the_documentation()
    {
        Assert.Equal(Enumerable.Range(1, DialogFormat.Current), DialogFormat.Steps.Select(step => step.To));

        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "dialog-language.md"));
        Assert.All(DialogFormat.Steps, step => Assert.Contains($"| {step.To} | {step.Change} |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void An_older_file_is_read_as_it_stands()
    {
        var dialog = Chat.Load(new Dictionary<string, string> { ["uji.yaml"] = Old }).Find("uji")!;

        Assert.Equal([TimeSpan.FromDays(2), TimeSpan.FromDays(1)], dialog.Steps.OfType<HandoverStep>().Select(step => step.Sla!.Value));
        Assert.Contains(
            Chat.LoadAll(new Dictionary<string, string> { ["uji.yaml"] = "format: 1\n" + Old }).Problems, problem => problem.Code == "D002" && problem.Message.Contains("sla"));
    }

    [Fact]
    public void An_older_revision_that_people_are_still_in_is_read_through_the_same_chain()
    {
        var old = Chat.LoadAll(new Dictionary<string, string> { ["uji.yaml"] = Old }).Sources.Single();

        var library = Chat.Load(new Dictionary<string, string> { ["uji.yaml"] = Upgrade(Old).Text }, old);

        var kept = library.Find("uji", old.Revision)!;
        Assert.NotEqual(old.Revision, library.Find("uji")!.Revision);
        Assert.Equal(TimeSpan.FromDays(2), Assert.IsType<HandoverStep>(kept.Steps[0]).Sla);
        Assert.Equal(kept.Steps.Select(step => step.Id), DialogLoader.Add(Chat.Load(new Dictionary<string, string>()), old)!.Find("uji", old.Revision)!.Steps.Select(step => step.Id));
    }

    private static UpgradedFile Upgrade(string text)
    {
        var problems = new ProblemList();
        var upgraded = DialogFormat.Upgrade("uji.yaml", text, problems);
        Assert.Empty(problems.InOrder());
        return upgraded!;
    }

    private static FormatStep Rename(int to, string from, string name) => new(
        to, "A key has another name.", root => root.Entries.Where(entry => entry.Key.Value == from).Select(entry => new Respelling(entry.Key.Place, from, name)));
}
