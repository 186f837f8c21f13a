namespace SpecKitty.Server.Storage;

/// <summary>How much may wait to be written, and for how long.</summary>
public sealed record AppendQueueLimits
{
    /// <summary>Works that wait at most.</summary>
    public int Length { get; init; } = 1024;

    /// <summary>How long a work waits for its place in a full queue before it is turned away; long enough for a checkpoint or a backup, well below the 60 seconds after which producers give up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);
}
