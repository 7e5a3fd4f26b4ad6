using System.Collections.Concurrent;
using System.Text.Json;
using TelegramSimulator.Api;
using TelegramSimulator.Faults;
using TelegramSimulator.Files;
using TelegramSimulator.People;
using TelegramSimulator.Updates;
using TelegramSimulator.Webhooks;

namespace TelegramSimulator;

/// <summary>
/// A Bot API server on loopback with one bot and any number of people: as strict as Telegram, and stricter where Telegram
/// would swallow a mistake. Tests hold it as a library; the program around it serves a person at a browser.
/// </summary>
public sealed class Simulator : IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, SimulatedPerson> people = new();
    private readonly ConcurrentDictionary<long, SimulatedGroup> groups = new();
    private readonly ConcurrentDictionary<string, ButtonPress> presses = new();
    private readonly ConcurrentQueue<ButtonPress> pressesByAge = new();
    private readonly ConcurrentQueue<RecordedRequest> requests = new();
    private readonly FaultScript faults = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly SimulatorServer server;
    private int lastNumber = 1000;
    private int lastGroupNumber;
    private long lastPersonId = 5_025_045_000;
    private volatile bool isTokenRevoked;
    private bool isDisposed;

    private Simulator(SimulatorOptions options)
    {
        Options = options;
        Sent = new SendMeter(options.Limits, options.Time);
        Updates = new UpdateQueue(options.FirstUpdateId, options.Time) { Doubles = () => Weather?.DoublesUpdate() ?? false };
        Files = new FileStore(options.Time);
        Poll = new LongPoll(Updates, options.Time, stopping.Token);
        var methods = new BotMethods(this);
        Webhook = new Webhook(options, Updates) { Call = methods.CallFromWebhookAsync, LosesAnswer = () => Weather?.LosesAnswer() ?? false };
        server = new SimulatorServer(this, methods, faults);
    }

    /// <summary>How long a button press can be answered, and how long it waits in the queue (T23, T80).</summary>
    public static TimeSpan PressLifetime { get; } = TimeSpan.FromSeconds(150);

    /// <summary>What a bot host is given as <c>Telegram:BaseUrl</c>, path prefix included.</summary>
    public string BaseUrl => server.Address + Options.PathPrefix;

    /// <summary>What a bot host is given as <c>Telegram:Token</c>.</summary>
    public string Token => Options.Token;

    /// <summary>The bot's webhook; while one is set polling is refused (T25).</summary>
    public Webhook Webhook { get; }

    /// <summary>Every request so far, as it came.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. requests];

    /// <summary>Called with each message that the bot delivers to a person, before the bot has its answer; keep it short.</summary>
    public Action<SimulatedPerson, ChatMessage>? OnDelivered { get; set; }

    /// <summary>What goes wrong by chance, beside what is scripted; null when nothing does.</summary>
    public BadWeather? Weather { get; set; }

    /// <summary>How many updates the bot has not acknowledged.</summary>
    public int PendingUpdates => Updates.Count;

    /// <summary>What the bot sent, counted as it crossed the wire.</summary>
    public SendMeter Sent { get; }

    /// <summary>Whether a poll is held just now.</summary>
    public bool IsPolled => Poll.IsHeld;

    /// <summary>Everyone who exists.</summary>
    public ICollection<SimulatedPerson> People => people.Values;

    /// <summary>All groups.</summary>
    public ICollection<SimulatedGroup> Groups => groups.Values;

    internal SimulatorOptions Options { get; }

    internal UpdateQueue Updates { get; }

    internal LongPoll Poll { get; }

    internal FileStore Files { get; }

    internal CancellationToken Stopping => stopping.Token;

    internal bool IsTokenRevoked => isTokenRevoked;

    internal DateTimeOffset Now => Options.Time.GetUtcNow();

    /// <summary>Starts listening; the address is known when the task ends.</summary>
    public static async Task<Simulator> StartAsync(SimulatorOptions? options = null, CancellationToken cancel = default)
    {
        var telegram = new Simulator(options ?? new SimulatorOptions());
        await telegram.server.StartAsync(cancel);
        return telegram;
    }

    /// <summary>A person, made on first mention. The default id needs more than 32 bits, as many real ones do (T10).</summary>
    public SimulatedPerson Person(long? id = null, string firstName = "Sari", string? languageCode = "id")
    {
        var number = id ?? Interlocked.Increment(ref lastPersonId);
        return people.GetOrAdd(
            number, static (key, all) => new SimulatedPerson(all.Item1, key, all.firstName, all.languageCode), (this, firstName, languageCode));
    }

    /// <summary>A new group that the bot is not in yet.</summary>
    public SimulatedGroup Group(string title = "Guru Bandung", bool isSupergroup = false, bool isForum = false)
    {
        var number = Interlocked.Increment(ref lastGroupNumber);
        var id = isSupergroup ? -1_002_471_352_000 - number : -4_071_352_000 - number;
        var group = new SimulatedGroup(this, id, title, isSupergroup, isForum);
        groups[id] = group;
        return group;
    }

    /// <summary>The requests to one method, in the order in which they came.</summary>
    public IReadOnlyList<RecordedRequest> RequestsTo(string method) =>
        [.. requests.Where(request => request.Method.Equals(method, StringComparison.OrdinalIgnoreCase))];

    /// <summary>Puts a raw update into the queue; <c>$ID</c> in it becomes its number. Returns the number.</summary>
    public int Enqueue(string rawJsonUpdate) =>
        Updates.Add(null, default, TimeSpan.FromHours(24), id => System.Text.Encoding.UTF8.GetBytes(rawJsonUpdate.Replace("$ID", id.ToString(), StringComparison.Ordinal)))
        ?? throw new InvalidOperationException("The queue of updates is full.");

    /// <summary>Puts raw bytes into the queue, for updates that are not even UTF-8.</summary>
    public int Enqueue(Func<int, byte[]> rawUpdate) =>
        Updates.Add(null, default, TimeSpan.FromHours(24), rawUpdate) ?? throw new InvalidOperationException("The queue of updates is full.");

    /// <summary>Numbers the following updates from here, lower than before if need be (T47).</summary>
    public void RestartUpdateIdsAt(int id) => Updates.RestartAt(id);

    /// <summary>Lets the <paramref name="nth"/> next call of a method (or of any: <c>*</c>) and those after it go wrong.</summary>
    public void Fail(string method, Fault fault, int nth = 1, int times = 1) => faults.Add(method, fault, nth, times);

    /// <summary>Forgets the faults that have not happened yet.</summary>
    public void StopFailing() => faults.Clear();

    /// <summary>Answers 401 from now on, as after a revoked token.</summary>
    public void RevokeToken() => isTokenRevoked = true;

    /// <summary>Lets the token in again.</summary>
    public void RestoreToken() => isTokenRevoked = false;

    /// <summary>Breaks every connection and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        await stopping.CancelAsync();
        await Webhook.DisposeAsync();
        await server.DisposeAsync();
        stopping.Dispose();
    }

    internal int NextNumber() => Interlocked.Increment(ref lastNumber);

    internal SimulatedChat? FindChat(long id) => id < 0 ? groups.GetValueOrDefault(id) : people.GetValueOrDefault(id);

    internal void Record(RecordedRequest request) => requests.Enqueue(request);

    internal void Announce(SimulatedChat chat, ChatMessage message)
    {
        if (chat is SimulatedPerson person)
        {
            OnDelivered?.Invoke(person, message);
        }
    }

    internal int? Enqueue(string kind, WebhookKey key, TimeSpan lifetime, Action<Utf8JsonWriter> writeContent) =>
        Updates.Add(kind, key, lifetime, id => JsonText.Write((id, kind, writeContent), static (json, all) =>
        {
            json.WriteStartObject();
            json.WriteNumber("update_id"u8, all.id);
            json.WritePropertyName(all.kind);
            all.writeContent(json);
            json.WriteEndObject();
        }));

    internal ButtonPress NewPress(string data)
    {
        while (pressesByAge.TryPeek(out var oldest) && oldest.At + PressLifetime < Now && pressesByAge.TryDequeue(out oldest))
        {
            presses.TryRemove(oldest.Id, out _);
        }

        var press = new ButtonPress($"40{NextNumber()}00000000", data, Now);
        presses[press.Id] = press;
        pressesByAge.Enqueue(press);
        return press;
    }

    internal ButtonPress? FindPress(string id) =>
        presses.TryGetValue(id, out var press) && press.At + PressLifetime >= Now ? press : null;

    internal void WriteBot(Utf8JsonWriter json, string property)
    {
        json.WriteStartObject(property);
        WriteBotFields(json);
        json.WriteEndObject();
    }

    internal void WriteBotFields(Utf8JsonWriter json)
    {
        json.WriteNumber("id"u8, long.Parse(Token.AsSpan(0, Token.IndexOf(':'))));
        json.WriteBoolean("is_bot"u8, value: true);
        json.WriteString("first_name"u8, "BelajarBot"u8);
        json.WriteString("username"u8, Options.BotUserName);
    }
}
