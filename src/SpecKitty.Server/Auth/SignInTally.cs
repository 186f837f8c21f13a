namespace SpecKitty.Server.Auth;

/// <summary>What <see cref="SignInGuard"/> remembers of one name or address. Used under its lock.</summary>
internal sealed class SignInTally
{
    private readonly List<DateTimeOffset> _failures = [];
    private TaskCompletionSource? _changed;

    /// <summary>How many failures have not expired.</summary>
    public int Failures => _failures.Count;

    /// <summary>How many attempts are being evaluated.</summary>
    public int InProgress { get; private set; }

    /// <summary>Whether there is nothing left to remember.</summary>
    public bool IsEmpty => _failures.Count == 0 && InProgress == 0;

    /// <summary>When the failure happened that is the <paramref name="number"/>th newest, from 1.</summary>
    public DateTimeOffset NthNewest(int number) => _failures[^number];

    /// <summary>Adds a failure.</summary>
    public void Add(DateTimeOffset at) => _failures.Add(at);

    /// <summary>Drops failures up to a time.</summary>
    /// <returns>How many.</returns>
    public int Expire(DateTimeOffset until) => _failures.RemoveAll(at => at <= until);

    /// <summary>Drops all failures.</summary>
    /// <returns>How many.</returns>
    public int Clear()
    {
        var count = _failures.Count;
        _failures.Clear();
        return count;
    }

    /// <summary>Begins an attempt.</summary>
    public void Enter() => InProgress++;

    /// <summary>Ends an attempt and releases those that wait.</summary>
    public void Leave()
    {
        InProgress--;
        _changed?.TrySetResult();
        _changed = null;
    }

    /// <summary>Completes when an attempt in progress has ended.</summary>
    public Task WhenChanged() => (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
}
