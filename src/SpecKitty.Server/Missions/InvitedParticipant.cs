using SpecKitty.Events.Collaboration;

namespace SpecKitty.Server.Missions;

/// <summary>A participant that the server has minted for somebody who may come.</summary>
/// <param name="Participant">Who it will be.</param>
/// <param name="LamportClock">The clock of the invitation.</param>
internal sealed record InvitedParticipant(ParticipantIdentity Participant, long LamportClock);
