namespace SpecKitty.Server.Api.Messages;

/// <summary>What a sign-in or a refresh gives.</summary>
internal sealed record TokenAnswer
{
    /// <summary>Stands before each request, as <c>Authorization: Bearer</c>.</summary>
    public required string Access { get; init; }

    /// <summary>Gets the next pair, once.</summary>
    public required string Refresh { get; init; }

    /// <summary>Seconds until the access token ends.</summary>
    public required int AccessLifetime { get; init; }

    /// <summary>Seconds until the refresh token ends.</summary>
    public required int RefreshLifetime { get; init; }

    /// <summary>The team that the user chose for new projects; the oldest one when none is chosen.</summary>
    public required string TeamSlug { get; init; }
}
