namespace SpecKitty.Server.Dashboard.Views.Listing;

/// <summary>A page of a list of missions.</summary>
public sealed record MissionsView
{
    /// <summary>What the list is called: the project, or all missions.</summary>
    public required string Headline { get; init; }

    /// <summary>The list's own address, without a filter.</summary>
    public required string Address { get; init; }

    /// <summary>What titles and ids must contain; empty for all.</summary>
    public required string Filter { get; init; }

    /// <summary>The missions, by project.</summary>
    public required IReadOnlyList<MissionGroupView> Groups { get; init; }

    /// <summary>Whether this is a page behind the first.</summary>
    public required bool IsLater { get; init; }

    /// <summary>The page that follows; null at the end.</summary>
    public required string? NextAddress { get; init; }

    /// <summary>Where the server is, for the commands that an empty list tells.</summary>
    public required string ServerAddress { get; init; }

    /// <summary>Whether the visitor has an invitation to a team to accept or decline.</summary>
    public bool IsInvited { get; init; }

    /// <summary>Whether the visitor may make missions.</summary>
    public required bool MayWrite { get; init; }
}
