namespace SpecKitty.Server.Api.Messages;

/// <summary>A work package in a lane; the board has everything else about it.</summary>
internal sealed record BoardPlace
{
    /// <summary>The feature; empty where it is not known.</summary>
    public required string FeatureSlug { get; init; }

    /// <summary>The work package.</summary>
    public required string WpId { get; init; }

    /// <summary>Its title; null until its creation is known.</summary>
    public required string? Title { get; init; }
}
