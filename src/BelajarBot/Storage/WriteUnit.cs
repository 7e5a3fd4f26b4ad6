namespace BelajarBot.Storage;

/// <summary>A unit of writing that waits for its turn, and the task of whoever waits for it.</summary>
internal abstract class WriteUnit
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int Cancelled = 2;

    private int _state;

    /// <summary>Claims the unit for running; false if it was cancelled before.</summary>
    public bool TryStart()
    {
        var mine = Interlocked.CompareExchange(ref _state, Started, Waiting) == Waiting;
        StopListening();
        return mine;
    }

    /// <summary>Does the work; what comes of it is kept here until <see cref="Complete"/>.</summary>
    public abstract Task RunAsync(Session session);

    /// <summary>Remembers that the work failed, for <see cref="Complete"/>.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Tells whoever waits. Their code goes on elsewhere, not on the writer's thread.</summary>
    public abstract void Complete();

    /// <summary>Cancels the unit if it has not started.</summary>
    protected bool TryCancel() => Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting;

    /// <summary>From here on cancelling has no effect.</summary>
    protected abstract void StopListening();
}

/// <inheritdoc/>
/// <typeparam name="T">What the unit returns.</typeparam>
internal sealed class WriteUnit<T> : WriteUnit
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<Session, Task<T>> _work;
    private readonly CancellationTokenRegistration _listening;
    private Exception? _failure;
    private T _result = default!;

    /// <summary>Makes a unit that can be cancelled until it starts.</summary>
    public WriteUnit(Func<Session, Task<T>> work, CancellationToken cancel)
    {
        _work = work;
        _listening = cancel.UnsafeRegister(
            static (unit, cancel) =>
            {
                var self = (WriteUnit<T>)unit!;
                if (self.TryCancel())
                {
                    self._completion.TrySetCanceled(cancel);
                }
            },
            this);
    }

    /// <summary>Ends when the unit is on disk, has failed or was cancelled.</summary>
    public Task<T> Task => _completion.Task;

    /// <inheritdoc/>
    public override async Task RunAsync(Session session)
    {
        _failure = null;
        _result = await session.RunAsync(_work);
    }

    /// <inheritdoc/>
    public override void Fail(Exception exception) => _failure = exception;

    /// <inheritdoc/>
    public override void Complete()
    {
        if (_failure is null)
        {
            _completion.TrySetResult(_result);
        }
        else
        {
            _completion.TrySetException(_failure);
        }
    }

    /// <inheritdoc/>
    protected override void StopListening() => _listening.Unregister();
}
