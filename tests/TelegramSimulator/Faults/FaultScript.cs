namespace TelegramSimulator.Faults;

/// <summary>The faults to come, each for so many calls of one method after so many that go well.</summary>
internal sealed class FaultScript
{
    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];
    private volatile bool isEmpty = true;

    private sealed class Entry(string method, Fault fault, int skip, int times)
    {
        public string Method => method;

        public Fault Fault => fault;

        public int Skip { get; set; } = skip;

        public int Times { get; set; } = times;
    }

    public void Add(string method, Fault fault, int nth, int times)
    {
        lock (gate)
        {
            entries.Add(new Entry(method, fault, nth - 1, times));
            isEmpty = false;
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            entries.Clear();
            isEmpty = true;
        }
    }

    /// <summary>The fault that this call meets, or null.</summary>
    public Fault? Next(string method)
    {
        if (isEmpty)
        {
            return null;
        }

        lock (gate)
        {
            foreach (var entry in entries)
            {
                if (entry.Method != "*" && !entry.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                if (entry.Skip > 0)
                {
                    entry.Skip--;
                    continue;
                }

                if (--entry.Times == 0)
                {
                    entries.Remove(entry);
                    isEmpty = entries.Count == 0;
                }

                return entry.Fault;
            }
        }

        return null;
    }
}
