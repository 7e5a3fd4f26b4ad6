using BelajarBot.Access;
using BelajarBot.Broadcasts;
using BelajarBot.Channels;
using BelajarBot.Conversations;
using BelajarBot.Dialogs.Engine;
using BelajarBot.People;
using BelajarBot.Tests.Storage;
using BelajarBot.Transcripts;
using Microsoft.Extensions.Options;

namespace BelajarBot.Tests.Broadcasts;

/// <summary>Officers and teachers who talk with the shipped dialogs side by side, on a database of the test's own.</summary>
internal sealed class BroadcastChat : IAsyncDisposable
{
    /// <summary>A Monday morning, 08:00 WIB.</summary>
    internal static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly Func<Task> remove;
    private readonly Dictionary<string, List<OutgoingMessage>> read = [];
    private long updateId;

    private BroadcastChat(ScriptBot bot, Func<Task> remove) => (Bot, this.remove) = (bot, remove);

    internal ScriptBot Bot { get; }

    /// <summary>Everything that the bot said to somebody so far.</summary>
    internal IReadOnlyList<OutgoingMessage> ReadBy(string address) => read.GetValueOrDefault(address) ?? [];

    /// <summary>What the bot said to somebody last.</summary>
    internal OutgoingMessage Last(string address) => ReadBy(address)[^1];

    internal static async Task<BroadcastChat> StartAsync(DatabaseKind kind, Action<BroadcastsOptions>? change = null)
    {
        var (storage, remove) = await TestDatabase.PlaceAsync(kind);
        var bot = await ScriptBot.StartAsync(storage, DialogFolder.Find("dialogs"), new ScriptClock(Start), TestContext.Current.CancellationToken);
        var chat = new BroadcastChat(bot, remove);
        chat.Options.ApprovalAbove = new BroadcastsOptions().ApprovalAbove;
        change?.Invoke(chat.Options);
        return chat;
    }

    internal BroadcastsOptions Options => Bot.Of<IOptions<BroadcastsOptions>>().Value;

    /// <summary>An officer with a role for an area.</summary>
    internal async Task OfficerAsync(string address, Role role, string area)
    {
        await TeacherAsync(address, region: area.Length == 0 ? null : area);
        await ExecuteAsync(
            "insert into role_grant (person_id, role, area, granted_at) select id, @role, @area, 1 from person where address = @address", new { role, area, address });
    }

    internal async Task TeacherAsync(
        string address, string? region = "32.73", string? name = null, string language = "id", string? level = null, string status = "active", bool isBlocked = false)
    {
        await ExecuteAsync(
            """
            insert into person (channel, address, language, name, region, level, status, unreachable_since, created_at, seen_at)
            values ('script', @address, @language, @name, @region, @level, @status, @blocked, 1, 1)
            """,
            new { address, language, name, region, level, status, blocked = isBlocked ? 1 : (long?)null });
        await Bot.Database.WriteAsync(CounterCheck.RepairAsync, TestContext.Current.CancellationToken);
    }

    internal Task SaysAsync(string address, string text) => SendsAsync(address, new TextInput(text));

    internal async Task SendsAsync(string address, Input input)
    {
        var said = await Bot.ReceiveAsync(
            new IncomingMessage(ScriptChannel.ChannelName, address, ++updateId, input, "id"), TestContext.Current.CancellationToken);
        Keep(address, said);
        Assert.Empty(Bot.TakeTroubles());
    }

    /// <summary>Presses a button of the last message that has one beginning so.</summary>
    internal Task PressesAsync(string address, string label) => SendsAsync(address, new PressInput(DataOf(address, label)));

    internal string DataOf(string address, string label) =>
        ReadBy(address).Reverse().SelectMany(message => message.Buttons.SelectMany(row => row)).FirstOrDefault(button => button.Label.StartsWith(label, StringComparison.Ordinal))?.Data
        ?? throw new InvalidOperationException($"There is no button [{label}]. The last message: {Last(address).Text.Text}");

    /// <summary>Time passes: what is due happens, and those named read what came for them.</summary>
    internal async Task PassesAsync(TimeSpan time, params string[] addresses)
    {
        var moment = Bot.Clock.GetUtcNow() + time;
        foreach (var address in addresses)
        {
            Keep(address, await Bot.MoveToAsync(moment, address, TestContext.Current.CancellationToken));
        }
    }

    /// <summary>An officer says all that a draft needs, up to the look at it.</summary>
    internal async Task ComposesAsync(string officer, string text = "Halo {nama}, ayo aktifkan akun Anda.", string audience = "not reached(aktivasi.aktif)", string time = "Sekarang")
    {
        await SaysAsync(officer, "/siaran");
        await PressesAsync(officer, "✉️");
        await PressesAsync(officer, "⌨️");
        await SaysAsync(officer, audience);
        await PressesAsync(officer, Last(officer).Buttons[0][0].Label);
        await SaysAsync(officer, text);
        await PressesAsync(officer, "Tanpa tombol");
        await (time == "Sekarang" ? PressesAsync(officer, time) : SaysAsync(officer, time));
    }

    internal Task<List<T>> QueryAsync<T>(string sql) => Bot.Database.ReadAsync(session => session.QueryAsync<T>(sql), TestContext.Current.CancellationToken);

    internal Task<int> ExecuteAsync(string sql, object? args = null) =>
        Bot.Database.WriteAsync(session => session.ExecuteAsync(sql, args), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await remove();
    }

    private void Keep(string address, IReadOnlyList<OutgoingMessage> said)
    {
        if (!read.TryGetValue(address, out var all))
        {
            read[address] = all = [];
        }

        all.AddRange(said);
    }
}
