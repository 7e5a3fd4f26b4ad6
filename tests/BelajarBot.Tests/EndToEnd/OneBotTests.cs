using BelajarBot.Tests.Storage;
using TelegramSimulator;

namespace BelajarBot.Tests.EndToEnd;

/// <summary>Tests of a bot on a store of its own, which talks to a Telegram of its own.</summary>
public abstract class OneBotTests : IAsyncLifetime
{
    private protected Simulator Telegram { get; private set; } = null!;

    private protected BotStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Telegram = await Simulator.StartAsync(cancel: TestContext.Current.CancellationToken);
        Store = await BotStore.CreateAsync(DatabaseKind.Sqlite);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Telegram.DisposeAsync();
        await Store.DisposeAsync();
    }
}
