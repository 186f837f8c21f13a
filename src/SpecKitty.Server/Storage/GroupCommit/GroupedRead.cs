namespace SpecKitty.Server.Storage.GroupCommit;

/// <summary>Look-ups that come at the same time share a turn: what has come while one is under way goes into the next.</summary>
/// <remarks>Each turn begins after the look-ups that it answers have come, so that whatever was committed before a look-up is seen by it.</remarks>
internal sealed class GroupedRead<TKey, TAnswer>(Func<IReadOnlyList<TKey>, Task<IReadOnlyDictionary<TKey, TAnswer>>> read)
    where TKey : notnull
    where TAnswer : class
{
    private readonly Lock _gate = new();
    private Dictionary<TKey, TaskCompletionSource<TAnswer?>> _waiting = [];
    private bool _isRunning;

    /// <summary>Looks one up. A look-up is short, and many may wait for the same: it is not given up once it is asked.</summary>
    /// <returns>The answer; null when there is none.</returns>
    public Task<TAnswer?> FindAsync(TKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!_waiting.TryGetValue(key, out var answer))
            {
                _waiting[key] = answer = new TaskCompletionSource<TAnswer?>(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            if (!_isRunning)
            {
                _isRunning = true;
                _ = Task.Run(LoopAsync, CancellationToken.None);
            }

            return answer.Task;
        }
    }

    private async Task LoopAsync()
    {
        while (Take() is { } asked)
        {
            try
            {
                var found = await read([.. asked.Keys]);
                foreach (var (key, answer) in asked)
                {
                    answer.SetResult(found.GetValueOrDefault(key));
                }
            }
#pragma warning disable CA1031 // Whatever went wrong is for those who asked to see.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                foreach (var answer in asked.Values)
                {
                    answer.TrySetException(exception);
                }
            }
        }
    }

    private Dictionary<TKey, TaskCompletionSource<TAnswer?>>? Take()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _isRunning = false;
                return null;
            }

            var asked = _waiting;
            _waiting = [];
            return asked;
        }
    }
}
