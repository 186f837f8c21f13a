namespace SpecKitty.Server.Api.Messages;

/// <summary>Who the caller is.</summary>
internal sealed record MeAnswer
{
    /// <summary>The stable id, a ULID.</summary>
    public required string UserId { get; init; }

    /// <summary>The name to sign in with.</summary>
    public required string Username { get; init; }

    /// <summary>What participants are bound to: the <c>auth_principal_id</c> of their joins.</summary>
    public required string PrincipalId { get; init; }

    /// <summary>The teams, oldest membership first.</summary>
    public required IReadOnlyList<TeamAnswer> Teams { get; init; }

    /// <summary>The team that new projects go to; null when the caller has to choose one, or may write in none.</summary>
    public string? DefaultTeam { get; init; }

    /// <summary>What the token lets through.</summary>
    public required IReadOnlyList<TokenRight> Rights { get; init; }

    /// <summary>What a participant token is for; null for any other token.</summary>
    public ScopeAnswer? Scope { get; init; }
}
