using BelajarBot.Channels.WebChat;

namespace BelajarBot.Tests.Channels.WebChat;

/// <summary>The history of one test, without a database. It can be handed to a second host, as a file would be.</summary>
internal sealed class MemoryWebHistory : IWebHistory
{
    private readonly Lock gate = new();
    private readonly List<WebMessage> rows = [];

    public IReadOnlyList<WebMessage> Rows
    {
        get
        {
            lock (gate)
            {
                return [.. rows];
            }
        }
    }

    /// <summary>Makes a message older than it is.</summary>
    public void Redate(long id, DateTimeOffset at)
    {
        lock (gate)
        {
            var index = rows.FindIndex(row => row.Id == id);
            rows[index] = rows[index] with { At = at.ToUnixTimeMilliseconds() };
        }
    }

    public Task<WebMessage?> FindAsync(string address, long id, CancellationToken cancel) =>
        Task.FromResult(Rows.FirstOrDefault(row => row.Id == id && row.Address == address));

    public Task<long> AppendAsync(WebMessage message, CancellationToken cancel)
    {
        lock (gate)
        {
            var known = rows.Find(row => row.Address == message.Address && row.ClientId == message.ClientId);
            if (known is null)
            {
                rows.Add(known = message with { Id = rows.Count + 1 });
            }

            return Task.FromResult(known.Id);
        }
    }

    public Task<bool> EditAsync(string address, long id, string body, CancellationToken cancel)
    {
        lock (gate)
        {
            var index = rows.FindIndex(row => row.Id == id && row.Address == address);
            if (index >= 0)
            {
                rows[index] = rows[index] with { Body = body, Edits = rows[index].Edits + 1 };
            }

            return Task.FromResult(index >= 0);
        }
    }

    public Task<IReadOnlyList<WebMessage>> EditedAsync(string address, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<WebMessage>>([.. Rows.Where(row => row.Address == address && row.Edits > 0).TakeLast(limit)]);

    public Task<IReadOnlyList<WebMessage>> ReadAsync(
        string address, long afterId, int limit, CancellationToken cancel)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<WebMessage>>(
                [.. rows.Where(row => row.Address == address && row.Id > afterId).TakeLast(limit)]);
        }
    }
}
