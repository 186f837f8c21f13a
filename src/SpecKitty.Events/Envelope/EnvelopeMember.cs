namespace SpecKitty.Events.Envelope;

/// <summary>The members of an envelope that the contract knows: first the required ones, then those with rules, then the optional texts.</summary>
internal enum EnvelopeMember
{
    /// <summary>Any other name.</summary>
    Unknown = -1,
    EventId,
    EventType,
    AggregateId,
    Timestamp,
    NodeId,
    LamportClock,
    ProjectUuid,
    CorrelationId,
    Payload,
    CausationId,
    SchemaVersion,
    DataTier,
    ProjectSlug,
    AggregateType,
    TeamSlug,
    GitBranch,
    HeadCommitSha,
    RepoSlug,
    BuildId,
}
