using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>One thing to write, in a transaction that it may share with others.</summary>
internal abstract class SqliteWrite
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the write is durable, or with what it threw.</summary>
    public Task Done => _done.Task;

    public required CancellationToken CancellationToken { get; init; }

    public abstract int Weight { get; }

    public abstract ValueTask ExecuteAsync(SqliteConnection connection);

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
