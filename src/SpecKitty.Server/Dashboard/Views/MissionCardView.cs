namespace SpecKitty.Server.Dashboard.Views;

/// <summary>A mission in a list, with its temperature.</summary>
public sealed record MissionCardView
{
    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>Its page.</summary>
    public required string Address { get; init; }

    /// <summary>Who takes part now.</summary>
    public required IReadOnlyList<ParticipantView> Participants { get; init; }

    /// <summary>How many of them drive.</summary>
    public required int Drivers { get; init; }

    /// <summary>The warnings that wait for somebody's answer.</summary>
    public required int OpenWarnings { get; init; }

    /// <summary>The steps that run.</summary>
    public required int RunningSteps { get; init; }

    /// <summary>When something last happened; null while nothing has.</summary>
    public required DateTimeOffset? LastActivity { get; init; }

    /// <summary>How much is going on.</summary>
    public required MissionHeat Heat { get; init; }
}
