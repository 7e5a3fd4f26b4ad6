using BelajarBot.Storage;
using Microsoft.Data.Sqlite;

namespace BelajarBot.Transcripts;

/// <summary>A database for one run of scripts, thrown away afterwards.</summary>
internal sealed class ScriptStorage : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("belajarbot-script-");

    internal StorageOptions Options => new()
    {
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder.FullName, "script.db") }.ToString(),
        Files = Path.Combine(folder.FullName, "files"),
    };

    public void Dispose() => folder.Delete(recursive: true);
}
