using System.Runtime.InteropServices;

namespace SpecKitty.Events.Collaboration;

/// <summary>Whether an event may fold, and what stands against it.</summary>
/// <param name="Code">What stands against it; null when nothing does.</param>
/// <param name="IsViolation">Whether strict mode refuses it; otherwise it is an anomaly in both modes.</param>
/// <param name="ParticipantId">Whom it is about, where that is known.</param>
/// <param name="Actor">The acting participant, where it is known to the fold.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Judgement(CollaborationAnomalyCode? Code, bool IsViolation, string? ParticipantId, ParticipantCell? Actor)
{
    public static Judgement Fine(ParticipantCell? actor) => new(null, false, null, actor);

    public static Judgement Anomaly(CollaborationAnomalyCode code, string? participantId = null) => new(code, false, participantId, null);

    public static Judgement Violation(CollaborationAnomalyCode code, string? participantId, ParticipantCell? actor) => new(code, true, participantId, actor);
}
