using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api.Messages;

/// <summary>A team of the caller's.</summary>
internal sealed record TeamAnswer
{
    /// <summary>The team.</summary>
    public required string TeamSlug { get; init; }

    /// <summary>What the caller may do in it.</summary>
    public required TeamRole Role { get; init; }
}
