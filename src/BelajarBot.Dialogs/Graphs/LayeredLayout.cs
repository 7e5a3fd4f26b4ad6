using System.Collections.Immutable;

namespace BelajarBot.Dialogs.Graphs;

/// <summary>A box or a label with its place; <c>X</c> is its middle and <c>Y</c> its top.</summary>
internal sealed record Placed(double X, double Y, double Width, double Height);

/// <summary>A way with the points that it goes through, from its source to its target, and where its label stands.</summary>
internal sealed record Route(GraphWay Way, ImmutableArray<(double X, double Y)> Points, Placed? Label);

/// <summary>Where everything stands.</summary>
internal sealed record Layout(ImmutableArray<Placed> Boxes, ImmutableArray<Route> Routes, double Width, double Height);

/// <summary>
/// Places a graph in layers, after Sugiyama: steps on even layers, from top to bottom as the dialog flows; on the odd
/// ones between them the labels, which thereby have room of their own. A way that passes layers has a bend on each.
/// </summary>
internal sealed class LayeredLayout
{
    private const double Between = 26;
    private const double LayerGap = 24;
    private const double Margin = 30;
    private const int Sweeps = 30;

    private readonly List<Item> items = [];
    private readonly List<(GraphWay Way, List<Item> Chain)> chains = [];
    private readonly List<List<Item>> layers = [];

    private LayeredLayout(DialogGraph graph, Func<int, (double Width, double Height)> box, Func<GraphWay, (double Width, double Height)> label)
    {
        AddSteps(graph, box);
        foreach (var way in graph.Ways.Where(way => way.From != way.To))
        {
            AddWay(way, way.Label.Length == 0 ? (0, 0) : label(way));
        }

        Order();
        PlaceAcross();
    }

    /// <summary>Lays a graph out.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="box">The size of a step's box.</param>
    /// <param name="label">The size of a way's label.</param>
    internal static Layout Of(
        DialogGraph graph, Func<int, (double Width, double Height)> box, Func<GraphWay, (double Width, double Height)> label) =>
        new LayeredLayout(graph, box, label).ToLayout(graph);

    /// <summary>A step comes below everything that leads to it from earlier in the file; what leads back does not count.</summary>
    private void AddSteps(DialogGraph graph, Func<int, (double Width, double Height)> box)
    {
        var layer = new int[graph.Steps.Length];
        for (var at = 0; at < layer.Length; at++)
        {
            layer[at] = graph.Ways.Where(way => way.To == at && way.From < at).Select(way => layer[way.From] + 2).DefaultIfEmpty(0).Max();
            var (width, height) = box(at);
            Add(new Item(layer[at], width, height, IsStep: true));
        }
    }

    private void AddWay(GraphWay way, (double Width, double Height) label)
    {
        // Ways back are laid out like ways on, and drawn the other way round.
        var (upper, lower) = items[way.From].Layer < items[way.To].Layer ? (way.From, way.To) : (way.To, way.From);
        var chain = new List<Item> { items[upper] };
        var labelled = upper == way.From ? items[upper].Layer + 1 : items[lower].Layer - 1;
        for (var layer = items[upper].Layer + 1; layer < items[lower].Layer; layer++)
        {
            chain.Add(Add(layer == labelled ? new Item(layer, label.Width, label.Height, false) : new Item(layer, 0, 0, false)));
        }

        // Two steps side by side have no layer between them; the label goes below.
        if (items[upper].Layer == items[lower].Layer)
        {
            chain.Add(Add(new Item(items[upper].Layer + 1, label.Width, label.Height, false)));
        }

        chain.Add(items[lower]);
        for (var i = 1; i < chain.Count; i++)
        {
            chain[i - 1].Neighbours.Add(chain[i]);
            chain[i].Neighbours.Add(chain[i - 1]);
        }

        if (upper != way.From)
        {
            chain.Reverse();
        }

        chains.Add((way, chain));
    }

    private Item Add(Item item)
    {
        while (layers.Count <= item.Layer)
        {
            layers.Add([]);
        }

        layers[item.Layer].Add(item);
        items.Add(item);
        return item;
    }

    /// <summary>Fewer crossings: every item moves to the middle of its neighbours' places, down and up again; the best order stays.</summary>
    private void Order()
    {
        Number();
        var (best, fewest) = (layers.Select(layer => layer.ToList()).ToList(), Crossings());
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            var isDown = sweep % 2 == 0;
            foreach (var layer in isDown ? layers.Skip(1) : Enumerable.Reverse(layers).Skip(1))
            {
                var towards = layer.Count == 0 ? 0 : layer[0].Layer + (isDown ? -1 : 1);
                var sorted = layer
                    .OrderBy(item => item.Neighbours.Where(n => n.Layer == towards).Select(n => (double)n.Index).DefaultIfEmpty(item.Index).Average()).ToList();
                layer.Clear();
                layer.AddRange(sorted);
                Number();
            }

            if (Crossings() is var crossings && crossings < fewest)
            {
                (best, fewest) = (layers.Select(layer => layer.ToList()).ToList(), crossings);
            }
        }

        for (var i = 0; i < layers.Count; i++)
        {
            layers[i].Clear();
            layers[i].AddRange(best[i]);
        }

        Number();
    }

    private void Number()
    {
        foreach (var layer in layers)
        {
            for (var i = 0; i < layer.Count; i++)
            {
                layer[i].Index = i;
            }
        }
    }

    private int Crossings()
    {
        var count = 0;
        foreach (var layer in layers)
        {
            var ends = layer.SelectMany(item => item.Neighbours.Where(n => n.Layer == item.Layer + 1).Select(n => n.Index).Order()).ToList();
            for (var i = 0; i < ends.Count; i++)
            {
                for (var j = i + 1; j < ends.Count; j++)
                {
                    count += ends[j] < ends[i] ? 1 : 0;
                }
            }
        }

        return count;
    }

    /// <summary>Every item as near to its neighbours' middle as its layer allows; bends pull harder, so that long ways are straight.</summary>
    private void PlaceAcross()
    {
        foreach (var layer in layers)
        {
            Spread(layer, item => item.Index * 10);
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var layer in sweep % 2 == 0 ? layers : Enumerable.Reverse(layers))
            {
                Spread(layer, item => item.Neighbours.Count == 0 ? item.X : item.Neighbours.Average(n => n.X));
            }
        }

        var left = items.Min(item => item.X - (item.Width / 2)) - Margin;
        items.ForEach(item => item.X -= left);
    }

    /// <summary>The least squared distance to the wanted places that keeps order and gaps: neighbours that want to overlap move as one block.</summary>
    private static void Spread(List<Item> layer, Func<Item, double> wanted)
    {
        var offset = 0.0;
        var blocks = new List<(double Sum, double Weight, int Count)>();
        var offsets = new double[layer.Count];
        for (var i = 0; i < layer.Count; i++)
        {
            offset += i == 0 ? 0 : ((layer[i - 1].Width + layer[i].Width) / 2) + Between;
            offsets[i] = offset;
            var weight = layer[i].IsStep ? 1.0 : 3.0;
            var block = (Sum: (wanted(layer[i]) - offset) * weight, Weight: weight, Count: 1);
            while (blocks.Count > 0 && blocks[^1].Sum / blocks[^1].Weight > block.Sum / block.Weight)
            {
                block = (block.Sum + blocks[^1].Sum, block.Weight + blocks[^1].Weight, block.Count + blocks[^1].Count);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        var at = 0;
        foreach (var (sum, weight, count) in blocks)
        {
            for (var end = at + count; at < end; at++)
            {
                layer[at].X = (sum / weight) + offsets[at];
            }
        }
    }

    private Layout ToLayout(DialogGraph graph)
    {
        var y = Margin;
        foreach (var layer in layers)
        {
            var height = layer.Select(item => item.Height).DefaultIfEmpty(0).Max();
            foreach (var item in layer)
            {
                item.Y = item.IsStep ? y : y + ((height - item.Height) / 2);
                item.LayerBottom = y + height;
                item.LayerTop = y;
            }

            y += height + LayerGap;
        }

        return new Layout(
            [.. items.Take(graph.Steps.Length).Select(item => item.ToPlaced())],
            [.. chains.Select(chain => RouteOf(chain.Way, chain.Chain))],
            items.Max(item => item.X + (item.Width / 2)) + Margin, y - LayerGap + Margin);
    }

    private static Route RouteOf(GraphWay way, List<Item> chain)
    {
        var points = ImmutableArray.CreateBuilder<(double X, double Y)>();
        points.Add(Port(chain[0], chain[1]));
        foreach (var bend in chain.Skip(1).SkipLast(1))
        {
            // Straight through the whole layer, so that no box beside it is cut.
            var (first, second) = bend.Layer > chain[0].Layer ? (bend.LayerTop, bend.LayerBottom) : (bend.LayerBottom, bend.LayerTop);
            points.Add((bend.X, first));
            points.Add((bend.X, second));
        }

        points.Add(Port(chain[^1], chain[^2]));
        return new Route(way, points.ToImmutable(), chain.Find(item => !item.IsStep && item.Width > 0)?.ToPlaced());
    }

    /// <summary>Each way has a place of its own on the edge of a box, in the order in which the ways leave.</summary>
    private static (double X, double Y) Port(Item step, Item towards)
    {
        var isBelow = towards.Layer > step.Layer;
        var side = step.Neighbours.Where(n => n.Layer > step.Layer == isBelow).OrderBy(n => n.X).ToList();
        var share = (side.IndexOf(towards) + 1.0) / (side.Count + 1);
        return (step.X - (step.Width / 2) + (step.Width * share), isBelow ? step.Y + step.Height : step.Y);
    }

    private sealed record Item(int Layer, double Width, double Height, bool IsStep)
    {
        internal List<Item> Neighbours { get; } = [];

        internal int Index { get; set; }

        internal double X { get; set; }

        internal double Y { get; set; }

        internal double LayerTop { get; set; }

        internal double LayerBottom { get; set; }

        internal Placed ToPlaced() => new(X, Y, Width, Height);

        public bool Equals(Item? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
