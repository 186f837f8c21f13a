namespace SpecKitty.Events.Envelope;

/// <summary>Who emits, and where: what the envelopes of one emitter share.</summary>
public sealed record EmissionContext
{
    /// <summary>The emitting process. At least one character.</summary>
    public required string NodeId { get; init; }

    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>The project's name for people.</summary>
    public string? ProjectSlug { get; init; }

    /// <summary>The run that the events belong to; for collaboration the ULID of the mission run.</summary>
    public required EventId CorrelationId { get; init; }

    /// <summary>The version of the envelopes, <c>x.y.z</c>.</summary>
    public string SchemaVersion { get; init; } = Event.DefaultSchemaVersion;

    /// <summary>How far the data may travel, 0 to 4.</summary>
    public int DataTier { get; init; }

    /// <summary>The emitter's team.</summary>
    public string? TeamSlug { get; init; }

    /// <summary>The branch that the emitter works on.</summary>
    public string? GitBranch { get; init; }

    /// <summary>The commit that the emitter works on.</summary>
    public string? HeadCommitSha { get; init; }

    /// <summary>The repository that the emitter works in.</summary>
    public string? RepoSlug { get; init; }

    /// <summary>The build that emits.</summary>
    public string? BuildId { get; init; }
}
