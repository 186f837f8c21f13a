namespace SpecKitty.Fuzz.Engine;

/// <summary>The built-in engine: mutates inputs in this process, and keeps those that reach something new.</summary>
/// <param name="target">What is fuzzed.</param>
/// <param name="seed">Chooses the mutations.</param>
/// <param name="time">Measures the run.</param>
internal sealed class MutationLoop(FuzzTarget target, int seed, TimeProvider time)
{
    /// <summary>How long a target may take for one input. Every target needs microseconds; this is for a machine that is busy with other work.</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(20);

    private const int MostKept = 20_000;
    private const int MostFaults = 50;
    private const int InputsBetweenLooks = 64;

    private readonly Dictionary<string, FuzzFault> _faults = new(StringComparer.Ordinal);
    private readonly List<byte[]> _corpus = [];

    /// <summary>Runs the seeds, then mutations of them.</summary>
    /// <param name="duration">The longest time.</param>
    /// <param name="inputs">The most inputs.</param>
    public FuzzReport Run(TimeSpan duration, long inputs = long.MaxValue)
    {
        var started = time.GetTimestamp();
        using var watch = new HangWatch(target, LongestRun, time);
        Coverage.Forget();
        long count = 0;
        foreach (var input in target.ReadSeeds())
        {
            Try(watch, input);
            _corpus.Add(input);
            count++;
        }

        if (_corpus.Count == 0)
        {
            _corpus.Add([]);
        }

        var seeds = _corpus.Count;
        var mutator = new Mutator(new Random(seed), FuzzWords.All);
        while (count < inputs && _faults.Count < MostFaults)
        {
            if (count % InputsBetweenLooks == 0 && time.GetElapsedTime(started) >= duration)
            {
                break;
            }

            var input = mutator.Next(_corpus);
            Try(watch, input);
            count++;
            if (_corpus.Count < MostKept && Coverage.IsNew())
            {
                _corpus.Add(input);
            }
        }

        return new FuzzReport(count, _corpus.Count - seeds, time.GetElapsedTime(started), seed, [.. _faults.Values]);
    }

    private void Try(HangWatch watch, byte[] input)
    {
        Coverage.Begin();
        watch.Begin(input);
        try
        {
            target.Run(input);
        }
#pragma warning disable CA1031 // Any exception is what the engine looks for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // One input for each place is enough to fix it.
            _faults.TryAdd(PlaceOf(exception), new FuzzFault(input, exception.ToString()));
        }
        finally
        {
            watch.End();
        }
    }

    // The innermost methods of the product: the same fault has many stacks below them.
    private static string PlaceOf(Exception exception)
        => $"{exception.GetType()} {string.Join('\n', (exception.StackTrace ?? "").Split('\n').Where(line => line.Contains("SpecKitty.", StringComparison.Ordinal)).Take(2))}";
}
