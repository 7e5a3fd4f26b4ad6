using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.Storage;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;

namespace BelajarBot.Tests.Privacy;

/// <summary>Somebody who talks with the shipped dialogs, on a database of the test's own.</summary>
internal sealed class PrivacyChat : IAsyncDisposable
{
    internal static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly Func<Task> remove;
    private long updateId;

    private PrivacyChat(ScriptBot bot, Func<Task> remove) => (Bot, this.remove) = (bot, remove);

    internal ScriptBot Bot { get; }

    internal Database Database => Bot.Of<Database>();

    internal static async Task<PrivacyChat> StartAsync(DatabaseKind kind, string? dialogs = null)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        return new PrivacyChat(
            await ScriptBot.StartAsync(storage, dialogs ?? DialogFolder.Find("dialogs"), new ScriptClock(Start), TestContext.Current.CancellationToken), remove);
    }

    internal Task<IReadOnlyList<OutgoingMessage>> SaysAsync(string text, string address = "sari") => SendsAsync(new TextInput(text), address);

    internal Task<IReadOnlyList<OutgoingMessage>> PressesAsync(string data, string address = "sari") => SendsAsync(new PressInput(data), address);

    internal async Task<IReadOnlyList<OutgoingMessage>> SendsAsync(Input input, string address = "sari")
    {
        var said = await Bot.ReceiveAsync(
            new IncomingMessage(ScriptChannel.ChannelName, address, ++updateId, input, "id", "Sari di Telegram"), TestContext.Current.CancellationToken);
        Assert.Empty(Bot.TakeTroubles());
        return said;
    }

    /// <summary>Delivers the last update once more.</summary>
    internal Task<IReadOnlyList<OutgoingMessage>> RepeatsAsync(Input input, string address = "sari") => Bot.ReceiveAsync(
        new IncomingMessage(ScriptChannel.ChannelName, address, updateId, input, "id", "Sari di Telegram"), TestContext.Current.CancellationToken);

    internal Task<List<T>> QueryAsync<T>(string sql, object? args = null) =>
        Database.ReadAsync(session => session.QueryAsync<T>(sql, args), TestContext.Current.CancellationToken);

    internal Task<int> ExecuteAsync(string sql, object? args = null) =>
        Database.WriteAsync(session => session.ExecuteAsync(sql, args), TestContext.Current.CancellationToken);

    internal static string DataOf(IEnumerable<OutgoingMessage> said, string label) =>
        said.SelectMany(message => message.Buttons).SelectMany(row => row).Last(button => button.Label == label).Data;

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await remove();
    }
}
