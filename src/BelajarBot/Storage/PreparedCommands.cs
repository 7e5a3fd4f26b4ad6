using System.Data.Common;

namespace BelajarBot.Storage;

/// <summary>
/// Commands of one SQLite connection that stay prepared, by their text: compiling a statement costs more than running it.
/// A command that is taken is out until it is brought back, so nested use of one text gets a second command.
/// </summary>
internal sealed class PreparedCommands
{
    // Far more than the texts written in our code; only SQL that is composed at run time could go on growing.
    private const int Most = 500;

    private readonly Dictionary<string, DbCommand> _idle = new(StringComparer.Ordinal);

    /// <summary>Hands out the command for this text, if there is one that nobody uses.</summary>
    public DbCommand? Take(string sql) => _idle.Remove(sql, out var command) ? command : null;

    /// <summary>Brings a command back after it ran to its end.</summary>
    public void Keep(string sql, DbCommand command)
    {
        if (_idle.Count >= Most)
        {
            Clear();
        }

        if (!_idle.TryAdd(sql, command))
        {
            command.Dispose();
        }
    }

    /// <summary>Forgets them all.</summary>
    public void Clear()
    {
        foreach (var command in _idle.Values)
        {
            command.Dispose();
        }

        _idle.Clear();
    }
}
