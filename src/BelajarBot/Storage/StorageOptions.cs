using System.ComponentModel.DataAnnotations;

using Microsoft.Data.Sqlite;
using Npgsql;

namespace BelajarBot.Storage;

/// <summary>The two databases that the bot can stand on.</summary>
internal enum Provider
{
    /// <summary>One file beside the bot, for one process. The default.</summary>
    Sqlite = 0,

    /// <summary>A PostgreSQL server, for several processes.</summary>
    Postgres = 1,
}

/// <summary>Where the bot keeps what it knows: the <c>Storage</c> section of the settings.</summary>
internal sealed class StorageOptions : IValidatableObject
{
    /// <summary>Which database to use. Default: <see cref="Provider.Sqlite"/>.</summary>
    [EnumDataType(typeof(Provider))]
    public Provider Provider { get; set; } = Provider.Sqlite;

    /// <summary>
    /// How to reach it: <c>Data Source=…</c> with the path of the file, or <c>Host=…;Database=…;Username=…</c>.
    /// Default: the file <c>data/belajarbot.db</c>.
    /// </summary>
    [Required]
    public string ConnectionString { get; set; } = "Data Source=data/belajarbot.db";

    /// <summary>
    /// The folder for files that people send and get. Processes on one PostgreSQL must share it. Default: <c>data/files</c>.
    /// </summary>
    [Required]
    public string Files { get; set; } = "data/files";

    /// <summary>What is wrong with the two together, each with the way out.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Mistake() is { } mistake)
        {
            yield return new ValidationResult(mistake, [nameof(ConnectionString)]);
        }
    }

    /// <summary>The mistake in these settings, or null.</summary>
    internal string? Mistake()
    {
        try
        {
            return Provider switch
            {
                Provider.Sqlite => MistakeIn(new SqliteConnectionStringBuilder(ConnectionString)),
                Provider.Postgres => MistakeIn(new NpgsqlConnectionStringBuilder(ConnectionString)),
                _ => $"Storage:Provider is {Provider:D}; write Sqlite or Postgres.",
            };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return $"Storage:ConnectionString cannot be read as one for {Provider}: {exception.Message}";
        }
    }

    /// <summary>Makes sure that the file of SQLite is there; a server says itself what it has.</summary>
    /// <exception cref="StorageException">It is not.</exception>
    internal void MustExist()
    {
        if (Provider == Provider.Sqlite && Path.GetFullPath(new SqliteConnectionStringBuilder(ConnectionString).DataSource) is var file && !File.Exists(file))
        {
            throw new StorageException(StorageTrouble.Misconfigured, $"There is no database at {file}. Storage:ConnectionString names it.");
        }
    }

    private static string? MistakeIn(SqliteConnectionStringBuilder settings) => settings switch
    {
        { DataSource: "" } => "Storage:ConnectionString names no file; write for example 'Data Source=data/belajarbot.db'.",
        { DataSource: ":memory:" } or { Mode: SqliteOpenMode.Memory } =>
            "Storage:ConnectionString asks for a database in memory, which would forget everybody; name a file.",
        { DataSource: var file } when file.StartsWith("file:", StringComparison.OrdinalIgnoreCase) =>
            "Storage:ConnectionString holds a file: address; write the plain path of the file.",
        { Mode: SqliteOpenMode.ReadOnly } => "Storage:ConnectionString says Mode=ReadOnly, but the bot has to write; leave it out.",
        _ => null,
    };

    private static string? MistakeIn(NpgsqlConnectionStringBuilder settings) =>
        string.IsNullOrWhiteSpace(settings.Host) || string.IsNullOrWhiteSpace(settings.Database)
            ? "Storage:ConnectionString must name a host and a database; write for example "
                + "'Host=localhost;Database=belajarbot;Username=belajarbot;Password=…'."
            : null;
}
