using SpecKitty.Server.Dashboard.Views.Administration;

namespace SpecKitty.Server.Dashboard.Views.Teams;

/// <summary>The visitor's teams and invitations.</summary>
public sealed record YourTeamsView
{
    /// <summary>The open invitations that name the visitor, by age.</summary>
    public required IReadOnlyList<InvitationView> Invitations { get; init; }

    /// <summary>The invitations that follow; null at the end.</summary>
    public required string? MoreInvitationsAddress { get; init; }

    /// <summary>The teams that the visitor is in, oldest membership first.</summary>
    public required IReadOnlyList<OwnTeamView> Teams { get; init; }

    /// <summary>Whether the visitor has to choose the team for new projects before one can be registered without naming a team.</summary>
    public required bool MustChoose { get; init; }

    /// <summary>Why the last form did nothing, and what to do; null when it did.</summary>
    public string? Complaint { get; init; }

    /// <summary>What was just done; null when nothing was.</summary>
    public string? Done { get; init; }
}
