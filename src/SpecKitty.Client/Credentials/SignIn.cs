using System.Text;

namespace SpecKitty.Client.Credentials;

/// <summary>Who is signed in, where, and the tokens that prove it.</summary>
/// <remarks>Its text form leaves the tokens out, so that it can stand in a log.</remarks>
public sealed record SignIn
{
    /// <summary>The server; tokens are sent nowhere else.</summary>
    public required Uri Server { get; init; }

    /// <summary>The name that was signed in with.</summary>
    public required string Username { get; init; }

    /// <summary>The team that the server answered with; null when it did not say.</summary>
    public string? TeamSlug { get; init; }

    /// <summary>The short-lived token that every request carries.</summary>
    public required string AccessToken { get; init; }

    /// <summary>When <see cref="AccessToken"/> ends.</summary>
    public required DateTimeOffset AccessExpiresAt { get; init; }

    /// <summary>The long-lived token that buys the next pair, once.</summary>
    public required string RefreshToken { get; init; }

    /// <summary>When <see cref="RefreshToken"/> ends; after it only signing in helps.</summary>
    public required DateTimeOffset RefreshExpiresAt { get; init; }

    /// <summary>Whether two names are one user's: a server takes them without regard to case.</summary>
    internal static bool IsSameUser(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append($"Server = {Server}, Username = {Username}, TeamSlug = {TeamSlug}, ");
        builder.Append($"AccessExpiresAt = {AccessExpiresAt:O}, RefreshExpiresAt = {RefreshExpiresAt:O}");
        return true;
    }
}
