using System.Diagnostics;

namespace BelajarBot.Tests.Channels.WebChat;

/// <summary>Waits for something to become true, and says so when it does not.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    public static async Task Async(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Deadline, $"This did not become true within {Deadline}.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
