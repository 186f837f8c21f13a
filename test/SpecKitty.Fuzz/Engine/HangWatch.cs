namespace SpecKitty.Fuzz.Engine;

/// <summary>Ends the process when a target does not return: nothing else stops a loop that never ends.</summary>
internal sealed class HangWatch : IDisposable
{
    private readonly FuzzTarget _target;
    private readonly TimeSpan _longest;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private volatile byte[]? _input;
    private long _startedAt;

    /// <summary>Starts to watch.</summary>
    /// <param name="target">The target.</param>
    /// <param name="longest">The longest time for one input.</param>
    /// <param name="time">The clock.</param>
    public HangWatch(FuzzTarget target, TimeSpan longest, TimeProvider time)
    {
        _target = target;
        _longest = longest;
        _time = time;
        _timer = time.CreateTimer(_ => Look(), null, longest / 4, longest / 4);
    }

    public void Begin(byte[] input)
    {
        Volatile.Write(ref _startedAt, _time.GetTimestamp());
        _input = input;
    }

    public void End() => _input = null;

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (_input is { } input && _time.GetElapsedTime(Volatile.Read(ref _startedAt)) > _longest && ReferenceEquals(input, _input))
        {
            Environment.FailFast($"{_target.Name} did not return within {_longest.TotalSeconds} s. Input: {FaultFolder.Write(_target, input)}");
        }
    }
}
