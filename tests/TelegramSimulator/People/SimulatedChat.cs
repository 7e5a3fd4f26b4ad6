using System.Text.Json;
using TelegramSimulator.Api;
using TelegramSimulator.Faults;

namespace TelegramSimulator.People;

/// <summary>A chat as the phones of its members show it: what was said, as it now stands.</summary>
public abstract partial class SimulatedChat
{
    private readonly Lock gate = new();
    private readonly List<ChatMessage> messages = [];
    private int lastRead;
    private TaskCompletionSource? arrival;

    private protected SimulatedChat(Simulator telegram, long id)
    {
        Telegram = telegram;
        Id = id;
    }

    /// <summary>The id of the chat; that of a private chat is the person's.</summary>
    public long Id { get; internal set; }

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

    /// <summary>What whoever writes here is told, or null to go by the state of things.</summary>
    public Fault.Status? Refusal { get; set; }

    private protected Simulator Telegram { get; }

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
                throw new TimeoutException($"The bot sent chat {Id} nothing new within {within.TotalSeconds} s.", late);
            }
        }
    }

    /// <summary>The message with this number, or null when it never was, is deleted, or is forgotten.</summary>
    public ChatMessage? Find(int messageId)
    {
        lock (gate)
        {
            return messages.FindLast(message => message.Id == messageId);
        }
    }

    internal void WriteChat(Utf8JsonWriter json, string property = "chat")
    {
        json.WriteStartObject(property);
        WriteChatFields(json);
        json.WriteEndObject();
    }

    /// <summary>The chat as getChat shows it.</summary>
    internal void WriteFullInfo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteChatFields(json);
        json.WriteNumber("accent_color_id"u8, 0);
        json.WriteNumber("max_reaction_count"u8, 11);
        json.WriteEndObject();
    }

    private protected abstract void WriteChatFields(Utf8JsonWriter json);

    /// <summary>Why the bot may not write here by the state of things, or null (T74 to T76).</summary>
    internal abstract ApiAnswer? FindStateRefusal();

    /// <summary>Why the bot may not write here, or null.</summary>
    internal ApiAnswer? FindRefusal() =>
        Refusal is { } scripted
            ? ApiAnswer.Error(scripted.Code, scripted.Description, scripted.RetryAfter, scripted.MigrateToChatId)
            : FindStateRefusal();

    /// <summary>A message of the bot appears on the phones.</summary>
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

    /// <summary>Takes a message away; false when it is not there.</summary>
    internal bool Remove(int messageId)
    {
        lock (gate)
        {
            return messages.RemoveAll(message => message.Id == messageId) > 0;
        }
    }

    private protected void Keep(ChatMessage message)
    {
        lock (gate)
        {
            Append(message);
        }
    }

    private protected ChatMessage? FindNewest(Predicate<ChatMessage> wanted)
    {
        lock (gate)
        {
            return messages.FindLast(wanted);
        }
    }

    private void Append(ChatMessage message)
    {
        messages.Add(message);
        if (messages.Count > Telegram.Options.MessagesPerChat)
        {
            messages.RemoveAt(0);
        }
    }
}
