namespace BelajarBot.Transcripts;

/// <summary>The clock of a played conversation: it stands still until the script moves it. Timeouts stay real.</summary>
internal sealed class ScriptClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref ticks), TimeSpan.Zero);

    internal void MoveTo(DateTimeOffset moment) => Volatile.Write(ref ticks, moment.UtcTicks);

    internal void Advance(TimeSpan by) => MoveTo(GetUtcNow() + by);
}
