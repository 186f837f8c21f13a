using SpecKitty.Events.Collaboration;

namespace SpecKitty.Server.Api.Messages;

/// <summary>An invited participant.</summary>
internal sealed record InviteAnswer
{
    /// <summary>Who it will be, a ParticipantIdentity of the contract.</summary>
    public required RawJson<ParticipantIdentity> Participant { get; init; }

    /// <summary>The clock of the invitation.</summary>
    public required long LamportClock { get; init; }
}
