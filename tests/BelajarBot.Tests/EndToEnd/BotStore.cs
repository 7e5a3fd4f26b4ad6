using BelajarBot.Storage;
using BelajarBot.Tests.Storage;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>A place for a bot's database, which the bot opens itself; declare it before the bot, so that it goes after it.</summary>
internal sealed class BotStore(StorageOptions options, Func<Task> remove) : IAsyncDisposable
{
    public StorageOptions Options => options;

    public static async Task<BotStore> CreateAsync(DatabaseKind kind)
    {
        var (options, remove) = await TestDatabase.PlaceAsync(kind, migrated: true);
        return new BotStore(options, remove);
    }

    public async ValueTask DisposeAsync() => await remove();
}
