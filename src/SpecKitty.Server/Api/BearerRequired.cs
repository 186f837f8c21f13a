using SpecKitty.Server.Auth;
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

    /// <summary>The socket: only what <c>POST /api/v1/ws-token/</c> gives opens it, with the rights and the scope of the token that asked for it.</summary>
    public static BearerRequired ToOpenSocket { get; } = new() { AllowsParticipants = true, Use = TokenUse.Socket };

    /// <summary>What the token must be good for.</summary>
    public TokenUse Use { get; private init; } = TokenUse.Access;

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
