using System.Text.Json;
using TelegramSimulator.Api;

namespace TelegramSimulator.People;

/// <summary>
/// Someone with a phone and a private chat with the bot. What they do becomes updates; what the bot sends appears in
/// <see cref="Chat"/>. Actions return the id of the update, or null when the bot did not ask for its kind.
/// </summary>
public sealed partial class SimulatedPerson
{
    private readonly Simulator telegram;
    private readonly Lock gate = new();
    private readonly List<ChatMessage> messages = [];
    private int lastRead;
    private TaskCompletionSource? arrival;

    internal SimulatedPerson(Simulator telegram, long id, string firstName, string? languageCode)
    {
        this.telegram = telegram;
        Id = id;
        FirstName = firstName;
        LanguageCode = languageCode;
    }

    /// <summary>The person's id, which is also the id of their private chat.</summary>
    public long Id { get; }

    /// <summary>The name that updates carry.</summary>
    public string FirstName { get; set; }

    /// <summary>The language of the phone, or null.</summary>
    public string? LanguageCode { get; set; }

    /// <summary>Whether they ever wrote to the bot; before that it may not write to them.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Whether they blocked the bot.</summary>
    public bool HasBlocked { get; private set; }

    /// <summary>Whether their account is gone.</summary>
    public bool IsDeactivated { get; set; }

    /// <summary>The chat as it now stands, oldest first.</summary>
    public IReadOnlyList<ChatMessage> Chat
    {
        get
        {
            lock (gate)
            {
                return [.. messages];
            }
        }
    }

    /// <summary>The bot's messages as they now stand, oldest first.</summary>
    public IReadOnlyList<ChatMessage> Inbox
    {
        get
        {
            lock (gate)
            {
                return [.. messages.Where(message => message.FromBot)];
            }
        }
    }

    /// <summary>Waits for the bot's next message after those that were already waited for.</summary>
    public async Task<ChatMessage> NextMessageAsync(TimeSpan? deadline = null, CancellationToken cancel = default)
    {
        var within = deadline ?? TimeSpan.FromSeconds(10);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(within);
        while (true)
        {
            Task arrived;
            lock (gate)
            {
                if (messages.Find(message => message.FromBot && message.Id > lastRead) is { } next)
                {
                    lastRead = next.Id;
                    return next;
                }

                arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                arrived = arrival.Task;
            }

            try
            {
                await arrived.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
            {
                throw new TimeoutException($"The bot sent person {Id} nothing new within {within.TotalSeconds} s.", late);
            }
        }
    }

    internal ChatMessage? Find(int messageId)
    {
        lock (gate)
        {
            return messages.FindLast(message => message.Id == messageId);
        }
    }

    /// <summary>A message of the bot appears on the phone.</summary>
    internal void Deliver(ChatMessage message)
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            Append(message);
            waiting = arrival;
            arrival = null;
        }

        waiting?.TrySetResult();
    }

    /// <summary>Puts the changed message in the place of the old one.</summary>
    internal void Replace(ChatMessage changed)
    {
        lock (gate)
        {
            var at = messages.FindLastIndex(message => message.Id == changed.Id);
            if (at >= 0)
            {
                messages[at] = changed;
            }
        }
    }

    internal void WriteUser(Utf8JsonWriter json, string property)
    {
        json.WriteStartObject(property);
        json.WriteNumber("id"u8, Id);
        json.WriteBoolean("is_bot"u8, value: false);
        json.WriteString("first_name"u8, FirstName);
        if (LanguageCode is not null)
        {
            json.WriteString("language_code"u8, LanguageCode);
        }

        json.WriteEndObject();
    }

    internal void WriteChat(Utf8JsonWriter json)
    {
        json.WriteStartObject("chat"u8);
        json.WriteNumber("id"u8, Id);
        json.WriteString("first_name"u8, FirstName);
        json.WriteString("type"u8, "private"u8);
        json.WriteEndObject();
    }

    private ChatMessage Keep(string text)
    {
        Open();
        var message = new ChatMessage(telegram.NextNumber(), FromBot: false, text, [], Keyboard.None, telegram.Now);
        lock (gate)
        {
            Append(message);
        }

        return message;
    }

    private void Open()
    {
        if (HasBlocked)
        {
            throw new InvalidOperationException("This person blocked the bot and cannot write to it before unblocking it.");
        }

        HasStarted = true;
    }

    private void Append(ChatMessage message)
    {
        messages.Add(message);
        if (messages.Count > telegram.Options.MessagesPerChat)
        {
            messages.RemoveAt(0);
        }
    }
}
