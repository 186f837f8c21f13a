using System.Collections.Concurrent;

namespace SpecKitty.Client.Tests.Support;

/// <summary>A clock by which every wait that is set lasts until the test says that all are over.</summary>
public sealed class DeadlineClock : TimeProvider
{
    private readonly ConcurrentBag<Deadline> _deadlines = [];

    /// <summary>Ends every wait that is set.</summary>
    public void Pass()
    {
        foreach (var deadline in _deadlines)
        {
            deadline.Pass();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var deadline = new Deadline(callback, state) { IsSet = dueTime != Timeout.InfiniteTimeSpan };
        _deadlines.Add(deadline);
        return deadline;
    }

    private sealed class Deadline(TimerCallback callback, object? state) : ITimer
    {
        public volatile bool IsSet;

        public void Pass()
        {
            if (IsSet)
            {
                IsSet = false;
                callback(state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            IsSet = dueTime != Timeout.InfiniteTimeSpan;
            return true;
        }

        public void Dispose() => IsSet = false;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
