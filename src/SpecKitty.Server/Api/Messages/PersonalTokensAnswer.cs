namespace SpecKitty.Server.Api.Messages;

/// <summary>The caller's personal access tokens, oldest first.</summary>
internal sealed record PersonalTokensAnswer
{
    /// <summary>The tokens that have not ended.</summary>
    public required IReadOnlyList<PersonalTokenAnswer> Tokens { get; init; }

    /// <summary>What to send as <c>after</c> for what follows; null at the end.</summary>
    public string? Next { get; init; }
}
