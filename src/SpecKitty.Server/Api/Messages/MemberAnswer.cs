using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api.Messages;

/// <summary>A member of a team.</summary>
internal sealed record MemberAnswer
{
    /// <summary>The stable id, a ULID.</summary>
    public required string UserId { get; init; }

    /// <summary>The name to sign in with.</summary>
    public required string Username { get; init; }

    /// <summary>What the member may do in the team.</summary>
    public required TeamRole Role { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset JoinedAt { get; init; }
}
