using System.Diagnostics;
using BelajarBot.Dialogs.Expressions;

namespace Benchmarks;

/// <summary>How long typical expressions take to compile, to examine and to evaluate, and what they allocate.</summary>
internal static class ExpressionBenchmark
{
    private static readonly ExpressionSchema _schema = new(
        ExpressionUse.Dialog,
        [
            new(VariableSource.Contact, "role", ValueKind.Choice, ["guru", "kepsek", "tendik", "duta"]),
            new(VariableSource.Contact, "area", ValueKind.Area),
            new(VariableSource.Contact, "npsn", ValueKind.Text),
            new(VariableSource.Contact, "seen", ValueKind.Date),
            new(VariableSource.Answer, "status", ValueKind.Choice, ["sudah", "belum", "lupa"]),
            new(VariableSource.Input, "answer", ValueKind.Text),
        ],
        [new("belajar_id", ["mulai", "aktif"], ["sapa", "masuk"])])
    {
        Dialog = "belajar_id",
        Areas = new Dictionary<string, string> { ["32"] = "32", ["jabar"] = "32" },
    };

    private static readonly string[] _sources =
    [
        "contact.npsn",
        "role = guru or role = kepsek",
        "ends_with(answer, \"belajar.id\")",
        "status = sudah and not milestone aktif",
        "role = guru and area = 32 and not reached(belajar_id.aktif) and silent > 3 days",
    ];

    public static void Run()
    {
        var facts = new Facts();
        Console.WriteLine($"{"compile µs",10} {"truth µs",10} {"evaluate ns",12} {"bytes",6}  expression");
        foreach (var source in _sources)
        {
            var expression = Expression.Compile(source, _schema).Expression
                ?? throw new InvalidOperationException($"does not compile: {source}");
            var compile = Measure(20_000, () => Expression.Compile(source, _schema));
            var truth = Measure(2_000, () => expression.FindTruth());
            var evaluate = Measure(5_000_000, () => expression.Evaluate(facts));
            Console.WriteLine($"{compile.Nanoseconds / 1000,10:F2} {truth.Nanoseconds / 1000,10:F2} {evaluate.Nanoseconds,12:F1} {evaluate.Bytes,6}  {source}");
        }

        var monster = new string('(', 1_000_000);
        var refuse = Measure(1_000, () => Expression.Compile(monster, _schema));
        Console.WriteLine($"{refuse.Nanoseconds / 1000,10:F2}  µs to refuse a megabyte of parentheses");
    }

    /// <summary>The best of five rounds after one to warm up: what the machine can do when it is left alone.</summary>
    private static (double Nanoseconds, long Bytes) Measure<T>(int times, Func<T> work)
    {
        var best = double.MaxValue;
        var bytes = 0L;
        for (var round = 0; round < 6; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < times; i++)
            {
                work();
            }

            var nanoseconds = Stopwatch.GetElapsedTime(start).TotalNanoseconds / times;
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / times;
            best = round == 0 ? best : Math.Min(best, nanoseconds);
        }

        return (best, bytes);
    }

    private sealed class Facts : IFacts
    {
        private readonly Value _seen = Value.Of(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

        public DateTimeOffset Now { get; } = new(2026, 3, 10, 0, 0, 0, TimeSpan.Zero);

        public Value Read(Variable variable) => variable.Key switch
        {
            "role" => Value.Of("guru"),
            "area" => Value.Of("32.73"),
            "npsn" => Value.Of("20104567"),
            "seen" => _seen,
            "status" => Value.Of("sudah"),
            _ => Value.Of("sari@guru.sd.belajar.id"),
        };

        public DateTimeOffset? ReachedAt(MilestoneName milestone) => null;

        public bool StandsAt(string dialog, string? step) => false;

        public bool HasConsented(string consent) => false;

        public bool IsEnrolled(string program) => false;
    }
}
