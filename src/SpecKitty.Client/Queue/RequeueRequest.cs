namespace SpecKitty.Client.Queue;

/// <summary>Which delivered events are to be sent again, and where to.</summary>
public sealed record RequeueRequest
{
    /// <summary>The server that is to have them; ends in a slash, as <see cref="Http.ServerAddress"/> reads it.</summary>
    public required Uri To { get; init; }

    /// <summary>Only those delivered at this time or later; null for all that are kept.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only those of this project; null for all.</summary>
    public Guid? ProjectUuid { get; init; }

    /// <summary>Whether those that went to this very server are meant too. Default no.</summary>
    public bool Again { get; init; }

    /// <summary>Whether to count only and change nothing. Default no.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What was requeued, or would be.</summary>
/// <param name="Events">How many events.</param>
/// <param name="Projects">How many of each project.</param>
public sealed record RequeueResult(long Events, IReadOnlyList<NameCount> Projects);
