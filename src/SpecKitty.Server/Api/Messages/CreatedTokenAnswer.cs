namespace SpecKitty.Server.Api.Messages;

/// <summary>A personal access token that was just made.</summary>
internal sealed record CreatedTokenAnswer
{
    /// <summary>The token, shown this once.</summary>
    public required string Token { get; init; }

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
}
