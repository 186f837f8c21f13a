using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Following;

/// <summary>Reads what a page shows once for each change, however many keep the page open.</summary>
/// <param name="projectId">The project whose changes change the page.</param>
/// <param name="versions">Tells of the changes.</param>
/// <param name="time">Tells the time.</param>
/// <param name="read">Reads; given what was read before while that is fresh, it gives the same back when nothing has changed.</param>
internal sealed class SharedReading<T>(Guid projectId, ProjectVersions versions, TimeProvider time, Func<T?, CancellationToken, Task<T>> read)
    where T : class
{
    // Some things change without an event: who is alive, what is overdue, a mission that is made.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    // While the storage is away, those who wait do not ask it one after the other.
    private static readonly TimeSpan FailureHolds = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Taken? _taken;
    private Failed? _failed;

    /// <summary>What is there now, for somebody who opens the page: a change of another node counts even before this one hears of it.</summary>
    public Task<T> ReadAsync(CancellationToken cancellationToken) => ReadAsync(isShared: false, cancellationToken);

    /// <summary>What is there now, for somebody who keeps the page open.</summary>
    public Task<T> FollowAsync(CancellationToken cancellationToken)
        => FreshOne() is { } taken && taken.Version == versions.Of(projectId) ? Task.FromResult(taken.Value) : ReadAsync(isShared: true, cancellationToken);

    private async Task<T> ReadAsync(bool isShared, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // Before the read: what changes meanwhile is read again.
            var version = versions.Of(projectId);
            var before = FreshOne();
            if (isShared && before?.Version == version)
            {
                return before.Value;
            }

            if (isShared && _failed is { } failed && failed.Version == version && time.GetUtcNow() - failed.At < FailureHolds)
            {
                throw new StoreUnavailableException(failed.Cause.Message, failed.Cause);
            }

            var value = await read(before?.Value, cancellationToken);
            _taken = new Taken(value, version, before is not null && ReferenceEquals(value, before.Value) ? before.At : time.GetUtcNow());
            return value;
        }
        catch (StoreUnavailableException exception)
        {
            _failed = new Failed(exception, versions.Of(projectId), time.GetUtcNow());
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    private Taken? FreshOne() => _taken is { } taken && (time.GetUtcNow() - taken.At).Duration() < Fresh ? taken : null;

    private sealed record Taken(T Value, long Version, DateTimeOffset At);

    private sealed record Failed(StoreUnavailableException Cause, long Version, DateTimeOffset At);
}
