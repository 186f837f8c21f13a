using SpecKitty.Server.Auth;

namespace SpecKitty.Server.Missions;

/// <summary>Why the server does not do something with a mission.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Error">What is wrong, in a few words.</param>
/// <param name="Details">The rule, what arrived and what to do.</param>
/// <param name="Projects">The projects to choose from, when the mission's id is ambiguous; else empty.</param>
internal sealed record MissionFault(int Status, string Error, string Details, IReadOnlyList<Guid> Projects)
{
    public MissionFault(int status, string error, string details)
        : this(status, error, details, [])
    {
    }

    /// <summary>The token reaches only a part of what its user may do, and this is none of it.</summary>
    public static MissionFault OutsideScope(ParticipantScope scope) => new(403, "Insufficient permissions", scope.Refusal);
}
