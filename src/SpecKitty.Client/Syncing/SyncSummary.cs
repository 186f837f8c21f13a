namespace SpecKitty.Client.Syncing;

/// <summary>What one run of sync did.</summary>
public sealed record SyncSummary
{
    /// <summary>Events that the server took in.</summary>
    public required int Synced { get; init; }

    /// <summary>Events that the server had already.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Events that the server rejected, in the order of queueing.</summary>
    public required IReadOnlyList<SyncFailure> Failures { get; init; }

    /// <summary>Events that were sent but got no result; they stay in the queue as they were.</summary>
    public required int Unanswered { get; init; }

    /// <summary>Damaged rows that the run set aside.</summary>
    public required int Damaged { get; init; }

    /// <summary>Events that were left to another sync at work.</summary>
    public required long HeldByOthers { get; init; }

    /// <summary>Events of projects that are not linked to this server and user; they stay on this machine.</summary>
    public required long NotLinked { get; init; }

    /// <summary>What ended the run early; null when it came to the end of the queue.</summary>
    public ClientException? Stopped { get; init; }

    /// <summary>Whether the caller ended the run early; what was not answered then waits as it was.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>How many events the server rejected.</summary>
    public int Failed => Failures.Count;

    /// <summary>How many events were sent.</summary>
    public int TotalEvents => Synced + Duplicates + Failed + Unanswered;

    /// <summary>How many events were rejected in each category, by name.</summary>
    public IReadOnlyDictionary<string, int> Categories =>
        new SortedDictionary<string, int>(
            Failures.GroupBy(failure => failure.Category, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            StringComparer.Ordinal);

    /// <summary>The summary of a run that could not begin.</summary>
    public static SyncSummary NotBegun(ClientException why) => new()
    {
        Synced = 0,
        Duplicates = 0,
        Failures = [],
        Unanswered = 0,
        Damaged = 0,
        HeldByOthers = 0,
        NotLinked = 0,
        Stopped = why,
    };
}
