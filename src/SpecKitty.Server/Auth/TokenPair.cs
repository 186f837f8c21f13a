namespace SpecKitty.Server.Auth;

/// <summary>What a sign-in or a refresh gives.</summary>
/// <param name="Access">Stands before each request.</param>
/// <param name="Refresh">Gets the next pair, once.</param>
/// <param name="AccessLifetime">Seconds until the access token ends.</param>
/// <param name="RefreshLifetime">Seconds until the refresh token ends.</param>
/// <param name="TeamSlug">The caller's first team.</param>
internal sealed record TokenPair(string Access, string Refresh, int AccessLifetime, int RefreshLifetime, string TeamSlug);
