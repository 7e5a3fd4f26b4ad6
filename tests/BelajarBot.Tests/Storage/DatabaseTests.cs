namespace BelajarBot.Tests.Storage;

public class DatabaseTests
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    [Theory, BothDatabases]
    public async Task What_a_unit_wrote_is_there_after_a_restart(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);

        await store.Database.WriteAsync(session => Notes.AddAsync(session, 1, "halo"), Cancel);
        await store.ReopenAsync();

        Assert.Equal([1], await Notes.AllAsync(store.Database));
    }

    [Theory, BothDatabases]
    public async Task A_unit_that_throws_leaves_nothing_behind(DatabaseKind kind)
    {
        await using var store = await TestDatabase.CreateAsync(kind);

        var unit = store.Database.WriteAsync(
            async session =>
            {
                await Notes.AddAsync(session, 1, "halo");
                throw new InvalidDataException("changed my mind");
            },
            Cancel);

        await Assert.ThrowsAsync<InvalidDataException>(() => unit);
        Assert.Empty(await Notes.AllAsync(store.Database));
    }
}
