using System.Data.Common;
using System.Runtime.CompilerServices;

namespace BelajarBot.Storage;

/// <summary>
/// What a statement will say that has been asked and may not have been run yet. Awaiting it runs everything that was asked
/// so far, in order, so it can be awaited at any time, or never.
/// </summary>
/// <typeparam name="T">What it says.</typeparam>
internal abstract class Answer<T>
{
    /// <summary>Lets it be awaited.</summary>
    public TaskAwaiter<T> GetAwaiter() => GetAsync().GetAwaiter();

    /// <summary>The answer; runs what was asked if that has not happened.</summary>
    public abstract Task<T> GetAsync();

    /// <summary>The same answer in other words.</summary>
    public Answer<TResult> As<TResult>(Func<T, TResult> words) => new Reworded<T, TResult>(this, words);
}

/// <summary>An answer that was made of another.</summary>
internal sealed class Reworded<T, TResult>(Answer<T> answer, Func<T, TResult> words) : Answer<TResult>
{
    public override async Task<TResult> GetAsync() => words(await answer);
}

/// <summary>A statement that has been asked, as the session sees it.</summary>
internal interface IAsked
{
    /// <summary>Its text.</summary>
    string Sql { get; }

    /// <summary>Its values.</summary>
    object? Args { get; }

    /// <summary>Whether it answers with rows, rather than with how many it changed.</summary>
    bool HasRows { get; }

    /// <summary>Runs it by itself.</summary>
    Task RunAsync(DbCommand command, CancellationToken cancel);

    /// <summary>Takes its rows.</summary>
    Task TakeAsync(DbDataReader rows, CancellationToken cancel);

    /// <summary>Takes how many rows it changed.</summary>
    void Take(int changed);
}

/// <summary>A statement that was asked in a session.</summary>
internal abstract class Asked<T>(Session session, string sql, object? args) : Answer<T>, IAsked
{
    private bool isAnswered;
    private T answer = default!;

    public string Sql => sql;

    public object? Args => args;

    public abstract bool HasRows { get; }

    public override async Task<T> GetAsync()
    {
        if (!isAnswered)
        {
            await session.SendAsync();
        }

        return isAnswered ? answer
            : throw new InvalidOperationException("This statement was not run, because one that was asked with it failed; let that failure pass.");
    }

    public abstract Task RunAsync(DbCommand command, CancellationToken cancel);

    public virtual Task TakeAsync(DbDataReader rows, CancellationToken cancel) => throw new InvalidOperationException($"No rows were expected: {sql}");

    public virtual void Take(int changed) => throw new InvalidOperationException($"Rows were expected: {sql}");

    /// <summary>This is the answer.</summary>
    protected void Is(T value) => (answer, isAnswered) = (value, true);
}

/// <summary>A statement that tells how many rows it changed.</summary>
internal sealed class AskedChanges(Session session, string sql, object? args) : Asked<int>(session, sql, args)
{
    public override bool HasRows => false;

    public override async Task RunAsync(DbCommand command, CancellationToken cancel) => Is(await command.ExecuteNonQueryAsync(cancel));

    public override void Take(int changed) => Is(changed);
}

/// <summary>A statement that answers with rows.</summary>
internal sealed class AskedRows<T>(Session session, string sql, object? args, Func<DbDataReader, string, CancellationToken, Task<T>> read)
    : Asked<T>(session, sql, args)
{
    public override bool HasRows => true;

    public override async Task RunAsync(DbCommand command, CancellationToken cancel)
    {
        await using var rows = await command.ExecuteReaderAsync(cancel);
        await TakeAsync(rows, cancel);
    }

    public override async Task TakeAsync(DbDataReader rows, CancellationToken cancel) => Is(await read(rows, Sql, cancel));
}
