namespace SpecKitty.Server.Dashboard.Views.Administration;

/// <summary>A team, for its admins.</summary>
public sealed record TeamView
{
    /// <summary>The team.</summary>
    public required string Slug { get; init; }

    /// <summary>Its page.</summary>
    public required string Address { get; init; }

    /// <summary>A page of its members, by name.</summary>
    public required IReadOnlyList<MemberView> Members { get; init; }

    /// <summary>The members that follow; null at the end.</summary>
    public required string? MoreMembersAddress { get; init; }

    /// <summary>A page of its open invitations, by age.</summary>
    public required IReadOnlyList<InvitationView> Invitations { get; init; }

    /// <summary>The invitations that follow; null at the end.</summary>
    public required string? MoreInvitationsAddress { get; init; }

    /// <summary>The link of an invitation that was just created; it is shown this once. Null at all other times.</summary>
    public string? CreatedLink { get; init; }

    /// <summary>The most days that an invitation may be open.</summary>
    public required int MostDays { get; init; }

    /// <summary>A page of its projects.</summary>
    public required IReadOnlyList<ProjectView> Projects { get; init; }

    /// <summary>The projects that follow; null at the end.</summary>
    public required string? MoreProjectsAddress { get; init; }

    /// <summary>What came to nothing, and what to do; null when nothing did.</summary>
    public string? Complaint { get; init; }

    /// <summary>What was just done; null when nothing was.</summary>
    public string? Done { get; init; }

    /// <summary>What the forms hold.</summary>
    public TeamDraft Draft { get; init; } = TeamDraft.Empty;
}
