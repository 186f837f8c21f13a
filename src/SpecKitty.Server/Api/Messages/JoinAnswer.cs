using SpecKitty.Events.Collaboration;

namespace SpecKitty.Server.Api.Messages;

/// <summary>A participant that has joined.</summary>
internal sealed record JoinAnswer
{
    /// <summary>Who it is, a ParticipantIdentity of the contract.</summary>
    public required RawJson<ParticipantIdentity> Participant { get; init; }

    /// <summary>The principal that alone may act as it, an AuthPrincipalBinding of the contract.</summary>
    public required RawJson<AuthPrincipalBinding> Binding { get; init; }

    /// <summary>The clock of the join. Whoever emits as the participant advances past it first.</summary>
    public required long LamportClock { get; init; }

    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>The ULID of the mission's run, for the participant's events to carry.</summary>
    public required string CorrelationId { get; init; }
}
