using System.IO.Pipelines;
using System.Text;
using BelajarBot.Channels.WebChat;

namespace BelajarBot.Tests.Channels.WebChat;

public sealed class HeartbeatTests
{
    private const string Address = "0123456789abcdef0123456789abcdef";

    private readonly MemoryWebHistory history = new();
    private readonly BeatingClock clock = new();
    private readonly Pipe pipe = new();

    [Fact]
    public async Task A_quiet_stream_says_every_15_seconds_that_it_is_there()
    {
        await FollowAsync(async reader =>
        {
            clock.Beats();

            Assert.Equal(": still here", await LineAsync(reader));
            Assert.Equal(TimeSpan.FromSeconds(15), clock.Period);
        });
    }

    [Fact]
    public async Task What_another_process_stored_is_told_at_the_next_heartbeat()
    {
        await FollowAsync(async reader =>
        {
            await history.AppendAsync(
                new WebMessage(0, Address, WebMessage.Out, new WebBody("Halo").ToJson(), -5, 0), CancellationToken.None);
            clock.Beats();

            Assert.Equal("id: 1", await LineAsync(reader));
            Assert.Equal("event: message", await LineAsync(reader));
            Assert.Contains("Halo", await LineAsync(reader), StringComparison.Ordinal);
        });
    }

    private async Task FollowAsync(Func<StreamReader, Task> check)
    {
        using var leaving = new CancellationTokenSource();
        var channel = new WebChatChannel(history, clock);
        var following = channel.FollowAsync(Address, 0, pipe.Writer.AsStream(), leaving.Token);
        using var reader = new StreamReader(pipe.Reader.AsStream(), Encoding.UTF8);
        Assert.Equal("event: ready", await LineAsync(reader));
        Assert.Equal("data: {}", await LineAsync(reader));

        await check(reader);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    /// <summary>The next line that is not empty.</summary>
    private static async Task<string?> LineAsync(StreamReader reader)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        string? line;
        do
        {
            line = await reader.ReadLineAsync(deadline.Token);
        }
        while (line == "");

        return line;
    }

    /// <summary>A clock whose one timer fires when the test says so.</summary>
    private sealed class BeatingClock : TimeProvider
    {
        private Action? beat;

        public TimeSpan Period { get; private set; }

        public void Beats() => beat!();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Period = period;
            beat = () => callback(state);
            return new NoTimer();
        }

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
