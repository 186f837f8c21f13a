namespace SpecKitty.Server.Storage.GroupCommit;

/// <summary>Lets so many in at a time; where more come, teams take turns, and within a team its missions do.</summary>
/// <param name="places">How many at a time; at least 1.</param>
internal sealed class FairGate(int places)
{
    private readonly Lock _gate = new();
    private readonly FairQueue<Waiter> _waiting = new(static waiter => waiter.Share);
    private int _free = places;

    /// <summary>Whether somebody waits for a place.</summary>
    public bool HasWaiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count > 0;
            }
        }
    }

    /// <summary>Waits for a place.</summary>
    /// <param name="share">Whose turn it takes.</param>
    public ValueTask EnterAsync(WriteShare share)
    {
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return ValueTask.CompletedTask;
            }

            var waiter = new Waiter(share, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _waiting.Enqueue(waiter);
            return new ValueTask(waiter.Entered.Task);
        }
    }

    /// <summary>Gives a place back, to whoever has waited for it.</summary>
    public void Leave()
    {
        Waiter? next = null;
        lock (_gate)
        {
            if (_waiting.Count > 0)
            {
                next = _waiting.Dequeue();
            }
            else
            {
                _free++;
            }
        }

        next?.Entered.SetResult();
    }

    private sealed record Waiter(WriteShare Share, TaskCompletionSource Entered);
}
