namespace SpecKitty.Server.Storage;

/// <summary>Which events of one project to read, in order of sequence.</summary>
public sealed record EventQuery
{
    /// <summary>The sequence to begin behind; 0 for the beginning. A reader that goes on behind the last sequence it got misses nothing and gets nothing twice.</summary>
    public long AfterSequence { get; init; }

    /// <summary>The last sequence to read; null for the end of the log.</summary>
    public long? UpToSequence { get; init; }

    /// <summary>The mission that they are about; null for the whole project.</summary>
    public string? MissionId { get; init; }

    /// <summary>Their types; null for all.</summary>
    public IReadOnlyCollection<string>? EventTypes { get; init; }

    /// <summary>The one event of this id, as it is written; null for all.</summary>
    public string? EventId { get; init; }

    /// <summary>Whether the newest come first; a limit leaves out the oldest then.</summary>
    public bool IsNewestFirst { get; init; }

    /// <summary>How many at most.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>Whether heartbeats that retention has removed are given too, as far as they are still known. Only a reduction wants them.</summary>
    public bool WithRemoved { get; init; }
}
