using BelajarBot.Conversations;
using BelajarBot.Storage;

namespace BelajarBot.Tests.Conversations;

public sealed class PersonLanesTests
{
    [Fact]
    public async Task One_persons_work_runs_in_the_order_of_the_calls()
    {
        var lanes = new PersonLanes();
        var random = new Random(3);
        var done = new List<int>();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => lanes.RunAsync(("web", "sari"), async () =>
        {
            if (random.Next(2) == 0)
            {
                await Task.Yield();
            }

            done.Add(i);
        })));

        Assert.Equal(Enumerable.Range(0, 200), done);
    }

    [Fact]
    public async Task Different_people_do_not_wait_for_each_other()
    {
        var lanes = new PersonLanes();
        var gate = new TaskCompletionSource();

        var sari = lanes.RunAsync(("web", "sari"), () => gate.Task);
        await lanes.RunAsync(("web", "adi"), () => Task.CompletedTask);

        Assert.False(sari.IsCompleted);
        gate.SetResult();
        await sari;
    }

    [Fact]
    public async Task What_came_together_is_refused_together_however_soon_the_first_of_it_is()
    {
        var lanes = new PersonLanes();
        var begin = new TaskCompletionSource();
        var done = new List<int>();
        Task Run(int number) => lanes.RunAsync(
            ("web", "sari"),
            () =>
            {
                done.Add(number);
                return number == 1 ? throw new StorageException(StorageTrouble.NotWritable, "cut") : Task.CompletedTask;
            },
            begin.Task);

        Task[] all = [Run(1), Run(2), Run(3)];
        begin.SetResult();

        foreach (var each in all)
        {
            await Assert.ThrowsAsync<StorageException>(() => each);
        }

        Assert.Equal([1], done);
    }

    [Fact]
    public async Task Work_that_fails_fails_alone_and_the_next_still_runs()
    {
        var lanes = new PersonLanes();

        var bad = lanes.RunAsync(("web", "sari"), () => throw new InvalidOperationException("broken"));
        var good = lanes.RunAsync(("web", "sari"), () => Task.CompletedTask);

        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        await good;
    }
}
