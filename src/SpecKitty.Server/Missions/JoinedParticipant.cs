using SpecKitty.Events.Collaboration;

namespace SpecKitty.Server.Missions;

/// <summary>A participant that the server has minted.</summary>
/// <param name="Participant">Who it is.</param>
/// <param name="Binding">The principal that alone may act as it.</param>
/// <param name="LamportClock">The clock of the join. Whoever emits as the participant advances past it first.</param>
internal sealed record JoinedParticipant(ParticipantIdentity Participant, AuthPrincipalBinding Binding, long LamportClock);
