using System.Collections.Concurrent;
using BelajarBot.Storage;

namespace BelajarBot.Conversations;

/// <summary>
/// Runs the work of one person one after another, in the order of the calls, and that of different people side by side.
/// Work that the store refused is offered again later; what was waiting behind it fails with it, lest it overtake.
/// </summary>
internal sealed class PersonLanes
{
    private readonly ConcurrentDictionary<(string Channel, string Address), Lane> lanes = new();

    /// <summary>Runs the work after everything that was asked for this person before.</summary>
    /// <param name="person">Whose work.</param>
    /// <param name="work">The work.</param>
    /// <param name="begin">
    /// The work begins when this ends. Work that fails at once leaves nothing behind that later work could fail with, so what belongs
    /// together is all asked for before any of it begins.
    /// </param>
    internal Task RunAsync((string Channel, string Address) person, Func<Task> work, Task? begin = null)
    {
        while (true)
        {
            var lane = lanes.GetOrAdd(person, static _ => new Lane());
            lock (lane)
            {
                if (lane.IsClosed)
                {
                    continue;
                }

                lane.Waiting++;
                return lane.Last = FollowAsync(person, lane, lane.Last, work, begin);
            }
        }
    }

    private async Task FollowAsync((string, string) person, Lane lane, Task? before, Func<Task> work, Task? begin)
    {
        try
        {
            await (begin ?? Task.CompletedTask);
            if (before is not null)
            {
                await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (before is { IsFaulted: true, Exception.InnerException: StorageException })
                {
                    await before;
                }
            }

            await work();
        }
        finally
        {
            lock (lane)
            {
                if (--lane.Waiting == 0)
                {
                    lane.IsClosed = true;
                    lanes.TryRemove(person, out _);
                }
            }
        }
    }

    private sealed class Lane
    {
        internal Task? Last { get; set; }

        internal int Waiting { get; set; }

        internal bool IsClosed { get; set; }
    }
}
