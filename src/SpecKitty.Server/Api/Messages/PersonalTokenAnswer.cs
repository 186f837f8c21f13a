namespace SpecKitty.Server.Api.Messages;

/// <summary>A personal access token, without the token.</summary>
internal sealed record PersonalTokenAnswer
{
    /// <summary>Its public name, a ULID.</summary>
    public required string TokenId { get; init; }

    /// <summary>What its user calls it.</summary>
    public required string Name { get; init; }

    /// <summary>What it lets its bearer do.</summary>
    public required IReadOnlyList<TokenRight> Rights { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was last used, give or take an hour; null when never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
