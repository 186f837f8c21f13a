using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>Marks a route that only answers to a good token. The mark nearest to the route counts.</summary>
internal sealed record BearerRequired
{
    /// <summary>Whatever the user may, by the rights of the token; no participant token.</summary>
    public static BearerRequired Instance { get; } = new();

    /// <summary>Participant tokens too: the service behind the route holds them to their scope.</summary>
    public static BearerRequired ParticipantsToo { get; } = new() { AllowsParticipants = true };

    /// <summary>Any good token, whatever its rights.</summary>
    public static BearerRequired AnyToken { get; } = new() { AllowsParticipants = true, NeedsRight = false };

    /// <summary>Whether a participant token is let through.</summary>
    public bool AllowsParticipants { get; private init; }

    /// <summary>Whether the token must have a right: to read for GET and HEAD, else to write or to import.</summary>
    public bool NeedsRight { get; private init; } = true;

    /// <summary>The right that a request needs; none when any token will do.</summary>
    public TokenRights RightFor(string method)
        => !NeedsRight ? TokenRights.None
        : HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? TokenRights.Read
        : TokenRights.Write | TokenRights.Import;
}
