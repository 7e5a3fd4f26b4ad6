using System.Diagnostics;
using TelegramSimulator;
using TelegramSimulator.People;

namespace Benchmarks;

/// <summary>
/// People who go through the activation over and over, each answering the moment they are asked. A bot that does not ask
/// the questions of the activation gets the same mix of words and presses.
/// </summary>
internal sealed class Crowd
{
    /// <summary>The shortest way: what is typed, and what is pressed.</summary>
    internal static readonly (bool IsPress, string Words)[] Way =
    [
        (false, "/aktivasi"), (true, "Sudah tahu"), (false, "sari12@guru.sd.belajar.id"), (true, "Sudah"), (true, "Berhasil"),
        (true, "Sudah diganti"), (true, "Sudah aktif"), (true, "Sudah Aktif"),
    ];

    private readonly Simulator telegram;
    private readonly bool isNull;
    private readonly Dictionary<long, Walker> walkers;
    private volatile bool isWalking;
    private volatile bool isCounting;

    /// <param name="telegram">Where they are.</param>
    /// <param name="people">How many.</param>
    /// <param name="isNull">Whether every message of the bot is a whole answer.</param>
    public Crowd(Simulator telegram, int people, bool isNull)
    {
        (this.telegram, this.isNull) = (telegram, isNull);
        walkers = Enumerable.Range(0, people).Select(_ => new Walker(telegram.Person())).ToDictionary(walker => walker.Phone.Id);
        telegram.OnDelivered = (person, message) => Delivered(walkers[person.Id], message);
    }

    /// <summary>Walks for a while; returns how long every answer took, in order of length, and how long it all took.</summary>
    public async Task<(List<double> Milliseconds, double Seconds)> WalkAsync(TimeSpan warmUp, TimeSpan time)
    {
        isWalking = true;
        foreach (var walker in walkers.Values)
        {
            walker.Milliseconds.Clear();
            Act(walker);
        }

        await Task.Delay(warmUp);
        isCounting = true;
        var clock = Stopwatch.StartNew();
        await Task.Delay(time);
        isCounting = false;
        var seconds = clock.Elapsed.TotalSeconds;
        isWalking = false;
        for (var patience = Stopwatch.StartNew(); walkers.Values.Any(walker => walker.AskedAt != 0); await Task.Delay(20))
        {
            if (patience.Elapsed > TimeSpan.FromSeconds(10))
            {
                throw new InvalidOperationException($"{walkers.Values.Count(walker => walker.AskedAt != 0)} people got no answer; {telegram.PendingUpdates} updates wait.");
            }
        }

        List<double> all = [.. walkers.Values.SelectMany(walker => walker.Milliseconds)];
        all.Sort();
        return (all, seconds);
    }

    private void Delivered(Walker walker, ChatMessage message)
    {
        var isAnswer = isNull || message.Keyboard.Rows.Length > 0
            || message.Text.StartsWith("Ketik alamatnya", StringComparison.Ordinal) || message.Text.StartsWith("Selamat", StringComparison.Ordinal);
        if (!isAnswer || walker.AskedAt == 0)
        {
            return;
        }

        if (isCounting)
        {
            walker.Milliseconds.Add(Stopwatch.GetElapsedTime(walker.AskedAt).TotalMilliseconds);
        }

        walker.Newest = message;
        walker.AskedAt = 0;
        if (isWalking)
        {
            Act(walker);
        }
    }

    private void Act(Walker walker)
    {
        var newest = walker.Newest;
        var (isPress, words) = isNull ? Way[walker.Step] : Next(newest);
        walker.Step = (walker.Step + 1) % Way.Length;
        walker.AskedAt = Stopwatch.GetTimestamp();
        if (isPress)
        {
            walker.Phone.PressesData(
                newest!.Keyboard.Rows.SelectMany(row => row).First(button => isNull || button.Text == words).CallbackData!, newest.Id);
        }
        else
        {
            walker.Phone.Says(words);
        }
    }

    /// <summary>What is asked decides: whoever goes through it again is not asked for what they have reached already.</summary>
    private static (bool IsPress, string Words) Next(ChatMessage? newest)
    {
        if (newest is null || newest.Text.StartsWith("Selamat", StringComparison.Ordinal))
        {
            return Way[0];
        }

        var offered = newest.Keyboard.Rows.SelectMany(row => row).Select(button => button.Text).ToHashSet();
        return Array.Find(Way, each => each.IsPress && offered.Contains(each.Words)) is { Words: not null } press ? press : Way[2];
    }

    private sealed class Walker(SimulatedPerson phone)
    {
        private long askedAt;

        public SimulatedPerson Phone => phone;

        public int Step { get; set; }

        public ChatMessage? Newest { get; set; }

        /// <summary>When they did what waits for an answer, or 0.</summary>
        public long AskedAt
        {
            get => Volatile.Read(ref askedAt);
            set => Volatile.Write(ref askedAt, value);
        }

        public List<double> Milliseconds { get; } = [];
    }
}
