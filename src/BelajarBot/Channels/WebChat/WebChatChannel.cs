using System.Text.Json;
using System.Threading.Channels;
using BelajarBot.Dialogs.Engine;

namespace BelajarBot.Channels.WebChat;

/// <summary>
/// The chat in the browser. A message counts as sent when it is stored: an open page shows it at once, a closed one
/// when it is opened again.
/// </summary>
internal sealed class WebChatChannel(IWebHistory history, TimeProvider time) : IChannel
{
    // What one page shows; older messages stay in the table.
    private const int PageLength = 500;

    // Only the last few messages ever change: the progress of what runs.
    private const int MostEdited = 20;

    // What the bot says in between is rarely more than a few messages.
    private const int JustBefore = 20;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Channel<bool>>> watchers = [];

    /// <inheritdoc />
    public string Name => "web";

    /// <inheritdoc />
    public async Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        // The outbox number, below zero and so apart from the page's numbers, makes a resend after a crash harmless.
        var body = WebBody.From(message).ToJson();
        var id = await AppendAsync(message.Address, WebMessage.Out, body, -message.OutboxId, cancel);
        return new SendResult.Sent(id);
    }

    /// <inheritdoc />
    public async Task<SendResult> EditAsync(
        string address, long messageId, RichText text, IReadOnlyList<IReadOnlyList<Button>> buttons, CancellationToken cancel)
    {
        if (await history.FindAsync(address, messageId, cancel) is not { Direction: WebMessage.Out } message
            || WebBody.Read(message.Body) is not { } body
            || !await history.EditAsync(address, messageId, body.With(text, buttons).ToJson(), cancel))
        {
            return new SendResult.Refused("there is no such message in this chat");
        }

        Wake(address);
        return new SendResult.Sent(messageId);
    }

    /// <summary>What the person said before the message of this number, or null: a secret may be told in two messages.</summary>
    public async Task<string?> LastSaidAsync(string address, long clientId, CancellationToken cancel) =>
        (await history.ReadAsync(address, 0, JustBefore, cancel))
            .LastOrDefault(message => message.Direction == WebMessage.In && message.ClientId != clientId) is { Body: var body } ? WebBody.Read(body)?.Text : null;

    /// <summary>Stores what a person said, before its turn is run, and shows it on their open pages.</summary>
    public Task<long> StoreAsync(string address, WebBody body, long clientId, CancellationToken cancel) =>
        AppendAsync(address, WebMessage.In, body.ToJson(), clientId, cancel);

    /// <summary>The file that a message to this address brought, or null: nobody gets another person's.</summary>
    public async Task<WebBody.Attachment?> FindFileAsync(string address, long id, CancellationToken cancel) =>
        await history.FindAsync(address, id, cancel) is { Direction: WebMessage.Out, Body: var body } ? WebBody.Read(body)?.File : null;

    /// <summary>
    /// Follows a chat as server-sent events until the reader goes away. Everything after the given row number comes
    /// first, then <c>ready</c>, then whatever is said; so nothing is missed between two connections. What was changed comes as
    /// <c>edit</c>, the last few changes of before too: the page may have been away when they happened.
    /// </summary>
    public async Task FollowAsync(string address, long afterId, Stream output, CancellationToken cancel)
    {
        var wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        Watch(address, wake);

        try
        {
            // The heartbeat is a wake-up like any other: it looks in the table too, so what another process
            // stored appears here as well.
            await using var timer = time.CreateTimer(_ => wake.Writer.TryWrite(true), null, Heartbeat, Heartbeat);
            await using var writer = new StreamWriter(output, leaveOpen: true) { NewLine = "\n" };

            var shown = new Dictionary<long, long>();
            afterId = await WriteNewAsync(writer, address, afterId, shown, cancel);
            await WriteEditedAsync(writer, address, shown, cancel);
            await writer.WriteAsync("event: ready\ndata: {}\n\n");
            await writer.FlushAsync(cancel);

            while (await wake.Reader.WaitToReadAsync(cancel))
            {
                wake.Reader.TryRead(out _);
                var before = afterId;
                afterId = await WriteNewAsync(writer, address, afterId, shown, cancel);

                if (!await WriteEditedAsync(writer, address, shown, cancel) && afterId == before)
                {
                    await writer.WriteAsync(": still here\n\n");
                }

                await writer.FlushAsync(cancel);
            }
        }
        finally
        {
            Unwatch(address, wake);
        }
    }

    private async Task<long> WriteNewAsync(StreamWriter writer, string address, long afterId, Dictionary<long, long> shown, CancellationToken cancel)
    {
        foreach (var message in await history.ReadAsync(address, afterId, PageLength, cancel))
        {
            await writer.WriteAsync($"id: {message.Id}\nevent: message\ndata: {LineOf(message)}\n\n");
            afterId = message.Id;
            if (message.Edits > 0)
            {
                shown[message.Id] = message.Edits;
            }
        }

        return afterId;
    }

    /// <summary>Writes what was changed and is not shown so yet; it moves nobody's place in the chat, so it has no number.</summary>
    private async Task<bool> WriteEditedAsync(StreamWriter writer, string address, Dictionary<long, long> shown, CancellationToken cancel)
    {
        var isNews = false;
        foreach (var message in await history.EditedAsync(address, MostEdited, cancel))
        {
            if (shown.GetValueOrDefault(message.Id) != message.Edits)
            {
                await writer.WriteAsync($"event: edit\ndata: {LineOf(message)}\n\n");
                shown[message.Id] = message.Edits;
                isNews = true;
            }
        }

        return isNews;
    }

    private static string LineOf(WebMessage message) => JsonSerializer.Serialize(
        new { message.Id, message.Direction, message.At, message.ClientId, Body = JsonSerializer.Deserialize<JsonElement>(message.Body) }, WebBody.Json);

    private async Task<long> AppendAsync(
        string address, string direction, string body, long clientId, CancellationToken cancel)
    {
        var at = time.GetUtcNow().ToUnixTimeMilliseconds();
        var id = await history.AppendAsync(new WebMessage(0, address, direction, body, clientId, at), cancel);
        Wake(address);
        return id;
    }

    private void Wake(string address)
    {
        lock (gate)
        {
            foreach (var watcher in watchers.GetValueOrDefault(address) ?? [])
            {
                watcher.Writer.TryWrite(true);
            }
        }
    }

    private void Watch(string address, Channel<bool> watcher)
    {
        lock (gate)
        {
            if (!watchers.TryGetValue(address, out var list))
            {
                watchers.Add(address, list = []);
            }

            list.Add(watcher);
        }
    }

    private void Unwatch(string address, Channel<bool> watcher)
    {
        lock (gate)
        {
            if (watchers.TryGetValue(address, out var list) && list.Remove(watcher) && list.Count == 0)
            {
                watchers.Remove(address);
            }
        }
    }
}
