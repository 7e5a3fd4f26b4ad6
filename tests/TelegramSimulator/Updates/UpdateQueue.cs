using System.Buffers;
using System.Collections.Frozen;
using TelegramSimulator.Api;

namespace TelegramSimulator.Updates;

/// <summary>The bot's updates from when they happen until they are acknowledged, whichever way the bot takes them.</summary>
internal sealed class UpdateQueue(int firstUpdateId, TimeProvider time)
{
    private const int MostPending = 100_000;

    private readonly Lock gate = new();
    private readonly LinkedList<PendingUpdate> pending = new();
    private int nextId = firstUpdateId;
    private LinkedListNode<PendingUpdate>? lastLoaded;
    private FrozenSet<string> allowedKinds = ApiSchema.Instance.DefaultUpdateKinds;
    private DateTimeOffset nextExpiryCheck = DateTimeOffset.MinValue;

    /// <summary>Called after each update that came in, without a lock.</summary>
    public Action? Added { get; set; }

    /// <summary>Whether the next update comes twice.</summary>
    public Func<bool>? Doubles { get; init; }

    /// <summary>How many updates wait to be acknowledged.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                DropExpired();
                return pending.Count;
            }
        }
    }

    /// <summary>The kinds that the bot asked for last.</summary>
    public FrozenSet<string> AllowedKinds => Volatile.Read(ref allowedKinds);

    /// <summary>Puts an update into the queue unless its kind is not asked for; returns its id, or null.</summary>
    public int? Add(string? kind, WebhookKey key, TimeSpan lifetime, Func<int, byte[]> json)
    {
        int id;
        lock (gate)
        {
            DropExpired();
            if ((kind is not null && !allowedKinds.Contains(kind)) || pending.Count >= MostPending)
            {
                return null;
            }

            id = nextId++;
            var update = new PendingUpdate(id, json(id), time.GetUtcNow() + lifetime, key);
            pending.AddLast(update);
            if (Doubles?.Invoke() ?? false)
            {
                pending.AddLast(update);
            }
        }

        Added?.Invoke();
        return id;
    }

    /// <summary>
    /// Which kinds to take from now on: an empty list, or one of unknown names, means the default (T12).
    /// </summary>
    public void Allow(string[] kinds)
    {
        var known = kinds.Where(ApiSchema.Instance.UpdateKinds.Contains).ToFrozenSet();
        if (known.Count == 0)
        {
            known = ApiSchema.Instance.DefaultUpdateKinds;
        }

        if (!known.SetEquals(AllowedKinds))
        {
            Volatile.Write(ref allowedKinds, known);
        }
    }

    /// <summary>Continues the numbering elsewhere, as the server does after a quiet week (T47).</summary>
    public void RestartAt(int id)
    {
        lock (gate)
        {
            nextId = id;
        }
    }

    /// <summary>Throws everything away, as <c>drop_pending_updates</c> does.</summary>
    public void Clear()
    {
        lock (gate)
        {
            pending.Clear();
            lastLoaded = null;
        }
    }

    /// <summary>Deletes every update below the offset, by the server's rules for odd offsets (T17, T19, T20).</summary>
    public void Acknowledge(int offset)
    {
        lock (gate)
        {
            DropExpired();
            if (offset < 0)
            {
                while (pending.Count > -(long)offset)
                {
                    Remove(pending.First!);
                }

                return;
            }

            var newest = nextId - 1;
            var oldest = pending.First?.Value.Id ?? nextId;
            if (offset == 0 || offset > newest + 10L || offset < oldest - 100_000L)
            {
                return;
            }

            while (pending.First is { } first && first.Value.Id < offset)
            {
                Remove(first);
            }
        }
    }

    /// <summary>The answer to a poll: the oldest updates; null when there are none.</summary>
    public ApiAnswer? Head(int limit)
    {
        lock (gate)
        {
            if (pending.Count == 0)
            {
                return null;
            }

            var buffer = new ArrayBufferWriter<byte>(4096);
            buffer.Write("{\"ok\":true,\"result\":["u8);
            var written = 0;
            foreach (var update in pending)
            {
                if (written++ == limit)
                {
                    break;
                }

                buffer.Write(written == 1 ? ""u8 : ","u8);
                buffer.Write(update.Json);
            }

            buffer.Write("]}"u8);
            return new ApiAnswer(200, buffer.WrittenMemory);
        }
    }

    /// <summary>The next update that a webhook has not been offered yet, or null.</summary>
    public PendingUpdate? Load()
    {
        lock (gate)
        {
            DropExpired();
            var next = lastLoaded is null ? pending.First : lastLoaded.Next;
            lastLoaded = next ?? lastLoaded;
            return next?.Value;
        }
    }

    /// <summary>Lets a new webhook begin with the oldest update.</summary>
    public void LoadFromTheBeginning()
    {
        lock (gate)
        {
            lastLoaded = null;
        }
    }

    /// <summary>Deletes one update, delivered or given up.</summary>
    public void Forget(PendingUpdate update)
    {
        lock (gate)
        {
            // What a webhook has in hand is never far from the front.
            if (pending.Find(update) is { } node)
            {
                Remove(node);
            }
        }
    }

    private void DropExpired()
    {
        // Lifetimes differ by kind, so an expired press may sit behind a message that still lives.
        var now = time.GetUtcNow();
        if (pending.Count == 0 || now < nextExpiryCheck)
        {
            return;
        }

        nextExpiryCheck = now.AddSeconds(1);
        for (var node = pending.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.ExpiresAt <= now)
            {
                Remove(node);
            }

            node = next;
        }
    }

    private void Remove(LinkedListNode<PendingUpdate> node)
    {
        if (node == lastLoaded)
        {
            lastLoaded = node.Previous;
        }

        pending.Remove(node);
    }
}
