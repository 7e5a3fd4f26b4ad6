using System.Globalization;
using System.Xml.Linq;
using BelajarBot.Dialogs.Graphs;
using BelajarBot.Dialogs.Tests.Engine;

namespace BelajarBot.Dialogs.Tests.Graphs;

public sealed class GraphTests
{
    private const string Small = """
        dialog: uji
        title: Uji <b> & "kutip"
        start: {commands: [uji]}
        answers:
          warna: {type: choice}
          nama: {type: text, max: 20}
        steps:
          - id: tanya_warna
            ask: warna
            say: Warna <apa>?
            choices:
              - {id: merah, label: Merah & tua}
              - {id: biru, label: Biru, go: selesai}
          - id: tanya_nama
            skip_if: contact.name = "x"
            ask: nama
            say: Siapa?
            tries: {max: 3, then: tanya_warna}
          - id: selesai
            say: Selesai.
            end: done
        """;

    [Fact]
    public void Every_way_is_in_the_graph_with_what_leads_there()
    {
        var graph = DialogGraph.Of(Chat.Load(new Dictionary<string, string> { ["uji.yaml"] = Small }).Find("uji")!);

        Assert.Equal(
            [
                new GraphWay(0, 1, "Merah & tua", false), new GraphWay(0, 2, "Biru", false), new GraphWay(1, 2, "", false),
                new GraphWay(1, 0, "3× gagal", true), new GraphWay(1, 2, "lewati bila contact.name = \"x\"", true),
            ],
            graph.Ways);
        Assert.Equal("done", graph.Steps[2].End);
    }

    [Fact]
    public void Mermaid_text_holds_no_mark_of_its_own_from_the_authors_words()
    {
        var text = MermaidText.Write(DialogGraph.Of(Chat.Load(new Dictionary<string, string> { ["uji.yaml"] = Small }).Find("uji")!));

        Assert.Contains("flowchart TD", text);
        Assert.Contains("""s0[/"<b>tanya_warna</b><br/>Warna #60;apa#62;?"/]""", text);
        Assert.Contains("""s0 -->|"Merah #38; tua"| s1""", text);
        Assert.Contains("s1 -.->", text);
    }

    [Fact]
    public void The_picture_of_the_activation_dialog_is_sound_and_no_box_lies_on_another()
    {
        var dialog = Chat.Load(Repository.DialogFiles()).Find("aktivasi")!;

        var picture = XDocument.Parse(SvgPicture.Draw(DialogGraph.Of(dialog)));

        var boxes = picture.Descendants().Where(e => e.Name.LocalName == "rect" && e.Attribute("stroke") is not null)
            .Select(e => (X: Number(e, "x"), Y: Number(e, "y"), Right: Number(e, "x") + Number(e, "width"), Bottom: Number(e, "y") + Number(e, "height"))).ToList();
        Assert.Equal(dialog.Steps.Length, boxes.Count);
        Assert.All(dialog.Steps, step => Assert.Contains(picture.Descendants(), e => e.Name.LocalName == "text" && e.Value == step.Id));
        for (var i = 0; i < boxes.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (a, b) = (boxes[i], boxes[j]);
                Assert.True(a.Right <= b.X || b.Right <= a.X || a.Bottom <= b.Y || b.Bottom <= a.Y, $"{a} lies on {b}");
            }
        }
    }

    [Fact]
    public void Words_of_any_kind_make_a_sound_picture()
    {
        var graph = new DialogGraph(
            "<&>\u0001 😀",
            [new("a", new string('x', 500), true, null), new("b", "]]> \uD83D --> &amp;", false, "selesai"), new("c", "", false, null)],
            [new(0, 0, "diri & sendiri", true), new(0, 1, new string('y', 90), false), new(1, 0, "", false), new(0, 2, "😀", false), new(2, 1, "", true)]);

        var picture = XDocument.Parse(SvgPicture.Draw(graph));

        Assert.Contains(picture.Descendants(), e => e.Value == "■ selesai");
    }

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
