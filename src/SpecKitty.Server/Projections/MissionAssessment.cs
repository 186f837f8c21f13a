using SpecKitty.Events.Collaboration.Presence;
using SpecKitty.Events.Collaboration.Warnings;

namespace SpecKitty.Server.Projections;

/// <summary>How the participants of a mission do, and where its warnings stand, at one moment.</summary>
/// <param name="ServerTime">What the server's clock says now.</param>
/// <param name="AsOf">The moment that is judged: now, or of a past state, when its newest event came.</param>
/// <param name="Presence">Everybody on the roster, by participant id.</param>
/// <param name="Warnings">Every warning that is shown in full, in the order of the state.</param>
/// <param name="Options">What they were judged by.</param>
internal sealed record MissionAssessment(
    DateTimeOffset ServerTime,
    DateTimeOffset AsOf,
    IReadOnlyDictionary<string, ParticipantPresence> Presence,
    IReadOnlyList<WarningStatus> Warnings,
    PresenceOptions Options);
