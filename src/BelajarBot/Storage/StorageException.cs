namespace BelajarBot.Storage;

/// <summary>What is the matter with the store, as far as somebody would act differently on it.</summary>
internal enum StorageTrouble
{
    /// <summary>The settings cannot be right.</summary>
    Misconfigured,

    /// <summary>A newer program has used this database.</summary>
    NewerThanProgram,

    /// <summary>The migrations that made this database are not the ones of this program.</summary>
    HistoryDiffers,

    /// <summary>The folder, the file or the user may not write.</summary>
    NotWritable,

    /// <summary>No space is left.</summary>
    DiskFull,

    /// <summary>Another process holds it.</summary>
    InUse,

    /// <summary>The disk does not do what it is told.</summary>
    DiskFailing,

    /// <summary>The file is damaged or is no database.</summary>
    Damaged,

    /// <summary>The server does not answer, or has no room for us.</summary>
    Unreachable,

    /// <summary>The server answers and refuses the user or knows no such database.</summary>
    Refused,

    /// <summary>The connection was lost while the commit was under way: the unit is either wholly kept or wholly gone.</summary>
    OutcomeUnknown,
}

/// <summary>
/// The store is out of order. The message tells the operator what to do; the same work may succeed once that is done.
/// A unit's own mistake (a broken constraint, bad SQL) is never one of these.
/// </summary>
internal sealed class StorageException(StorageTrouble trouble, string message, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>What is the matter.</summary>
    public StorageTrouble Trouble { get; } = trouble;
}
