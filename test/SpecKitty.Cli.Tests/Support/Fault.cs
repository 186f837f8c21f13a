namespace SpecKitty.Cli.Tests.Support;

/// <summary>What happens to one connection.</summary>
/// <param name="Kind">How it ends.</param>
/// <param name="UpBytes">How many bytes reach the server before it does.</param>
/// <param name="DownBytes">How many bytes of answers come back before it does.</param>
/// <param name="Delay">How long the first answer is held back.</param>
public sealed record Fault(FaultKind Kind, long UpBytes, long DownBytes, TimeSpan Delay)
{
    private const int Most = 4_000;

    /// <summary>Nothing happens to it.</summary>
    public static Fault None { get; } = new(FaultKind.Close, long.MaxValue, long.MaxValue, TimeSpan.Zero);

    /// <summary>The next of a reproducible row of faults, for batches of a few KiB each way.</summary>
    public static Fault Next(Random random)
    {
        var kind = random.Next(24) switch
        {
            0 => FaultKind.Mute,
            1 or 2 or 3 => FaultKind.Refuse,
            < 14 => FaultKind.Reset,
            _ => FaultKind.Close,
        };
        var isUp = random.Next(3) == 0;
        return new Fault(
            kind,
            isUp ? random.Next(Most) : long.MaxValue,
            isUp ? long.MaxValue : random.Next(Most),
            random.Next(4) == 0 ? TimeSpan.FromMilliseconds(random.Next(40)) : TimeSpan.Zero);
    }
}

/// <summary>How a connection ends.</summary>
public enum FaultKind
{
    /// <summary>It is reset as soon as it opens.</summary>
    Refuse,

    /// <summary>It stays open and nothing comes back.</summary>
    Mute,

    /// <summary>It is reset after so many bytes.</summary>
    Reset,

    /// <summary>It is closed in good order after so many bytes, as if the answer ended there.</summary>
    Close,
}
