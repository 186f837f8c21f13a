namespace SpecKitty.Server.Api.Messages;

/// <summary>A step that is running.</summary>
internal sealed record RunningStepAnswer
{
    /// <summary>The step.</summary>
    public required string StepId { get; init; }

    /// <summary>The work package that it belongs to; null when its start named none.</summary>
    public required string? WpId { get; init; }

    /// <summary>When its start came.</summary>
    public required DateTimeOffset StartedAt { get; init; }
}
