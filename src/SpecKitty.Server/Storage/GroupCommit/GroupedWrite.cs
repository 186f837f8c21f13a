namespace SpecKitty.Server.Storage.GroupCommit;

/// <summary>One thing to write, in a transaction that it may share with others.</summary>
internal abstract class GroupedWrite<TTransaction>
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the write is durable, or with why it is not.</summary>
    public Task Done => _done.Task;

    /// <summary>Called when it leaves the queue, to be run or given up.</summary>
    public Action? Taken { get; set; }

    /// <summary>Gives up a write that has not begun.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Roughly how many rows it writes, to bound a transaction.</summary>
    public abstract int Weight { get; }

    /// <summary>Whether it only reads.</summary>
    public virtual bool IsReadOnly => false;

    /// <summary>Whose turn it takes.</summary>
    public virtual WriteShare Share => WriteShare.OfServer;

    /// <summary>Whether it did a part of its work and goes on when it is run again, in the same transaction or in a later one.</summary>
    public virtual bool HasMore => false;

    public abstract ValueTask ExecuteAsync(TTransaction transaction);

    public virtual void Committed()
    {
    }

    public virtual void RolledBack()
    {
    }

    public void Succeed() => _done.TrySetResult();

    public void Fail(Exception exception) => _done.TrySetException(exception);

    public void Cancel() => _done.TrySetCanceled(CancellationToken);
}
