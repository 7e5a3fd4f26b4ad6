using System.Diagnostics;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Definition;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Dialogs.Yaml;

namespace Benchmarks;

/// <summary>The engine alone: nanoseconds and bytes of a turn in which a choice of the activation is pressed.</summary>
internal static class AdvanceBenchmark
{
    private const int Turns = 500_000;

    public static async Task<int> RunAsync(string[] args)
    {
        var library = DialogLoader.Load(await DialogFolder.ReadAsync("dialogs", CancellationToken.None), []).Library!;
        var dialog = library.Find("aktivasi")!;
        var now = new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
        var context = new TurnContext(now, new Contact("id", TimeZoneInfo.Utc, ValueSet.Empty), library.Texts);
        foreach (var way in (string[][])[["Sudah tahu"], ["Belum tahu"], ["Sudah tahu", "sari12@guru.sd.belajar.id", "Sudah", "Berhasil"]])
        {
            Measure(dialog, context, way);
        }

        return 0;
    }

    /// <summary>Measures the last press of the way.</summary>
    private static void Measure(Dialog dialog, TurnContext context, string[] way)
    {
        var turn = DialogEngine.Begin(dialog, 1, context);
        foreach (var words in way[..^1])
        {
            turn = DialogEngine.Advance(dialog, turn.Next, new TextInput(words), context);
        }

        var before = turn.Next;
        var press = new PressInput(turn.Effects.OfType<Say>().Last().Buttons.SelectMany(row => row).First(button => button.Label == way[^1]).Data);
        var rounds = Enumerable.Range(0, 8).Select(_ => Round(dialog, before, press, context)).Skip(3).OrderBy(round => round.Nanoseconds).ToList();
        Console.WriteLine(
            $"Advance, {before.Step} -> {way[^1],-10}: {rounds[rounds.Count / 2].Nanoseconds,6:F0} ns, {rounds[0].Bytes:F0} bytes (to reach 3000 ns, 2048 bytes)");
    }

    private static (double Nanoseconds, double Bytes) Round(Dialog dialog, Conversation before, PressInput press, TurnContext context)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Turns; i++)
        {
            DialogEngine.Advance(dialog, before, press, context);
        }

        var time = clock.Elapsed;
        return (time.TotalNanoseconds / Turns, (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)Turns);
    }
}
