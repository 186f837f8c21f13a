namespace SpecKitty.Server.Api.Messages;

/// <summary>A page of missions, newest first.</summary>
internal sealed record MissionListAnswer
{
    /// <summary>The missions.</summary>
    public required IReadOnlyList<MissionAnswer> Missions { get; init; }

    /// <summary>What to ask for as <c>after</c> to get the next page; null when this was the last.</summary>
    public required string? NextAfter { get; init; }

    /// <summary>How much is going on in each, in the same order; null unless <c>temperature=1</c> was asked for.</summary>
    public required IReadOnlyList<MissionTemperatureAnswer>? Temperatures { get; init; }
}
