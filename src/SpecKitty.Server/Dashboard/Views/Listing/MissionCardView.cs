namespace SpecKitty.Server.Dashboard.Views.Listing;

/// <summary>A mission in a list, with its temperature.</summary>
public sealed record MissionCardView
{
    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>Its page.</summary>
    public required string Address { get; init; }

    /// <summary>What it amounts to in numbers; null when that is not counted yet, and the next look at the list has it.</summary>
    public required MissionCountsView? Counts { get; init; }

    /// <summary>When something last happened; null while nothing has.</summary>
    public required DateTimeOffset? LastActivity { get; init; }

    /// <summary>How much is going on.</summary>
    public required MissionHeat Heat { get; init; }
}
