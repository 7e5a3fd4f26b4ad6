using System.Diagnostics;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>Waits for what a real process does in its own time.</summary>
internal static class Until
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(60);

    /// <summary>Waits until this holds; fails with the words given when it does not in time.</summary>
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? limit = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, limit);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string, TimeSpan?)"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < (limit ?? Usual), $"Not within {limit ?? Usual}: {what}.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
