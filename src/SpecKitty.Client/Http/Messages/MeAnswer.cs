namespace SpecKitty.Client.Http.Messages;

/// <summary>Who the server takes the bearer of the token for.</summary>
/// <param name="UserId">The stable id, a ULID.</param>
/// <param name="Username">The name to sign in with.</param>
/// <param name="PrincipalId">What participants are bound to.</param>
/// <param name="Teams">The teams, oldest membership first.</param>
/// <param name="Rights">What the token lets through: read, write, import, account.</param>
/// <param name="Scope">What a participant token is for; null for any other token.</param>
public sealed record MeAnswer(
    string UserId,
    string Username,
    string PrincipalId,
    IReadOnlyList<TeamAnswer> Teams,
    IReadOnlyList<string> Rights,
    ScopeAnswer? Scope = null)
{
    /// <summary>Only the token of a sign-in may look after the account.</summary>
    private const string AccountRight = "account";

    /// <summary>The kind of the token: <c>sign-in</c>, <c>personal</c> or <c>participant</c>.</summary>
    public string TokenKind() => Scope is not null ? "participant" : Rights.Contains(AccountRight, StringComparer.Ordinal) ? "sign-in" : "personal";
}

/// <summary>A team of the user.</summary>
/// <param name="TeamSlug">The team.</param>
/// <param name="Role">What the user may do in it, such as admin or viewer.</param>
public sealed record TeamAnswer(string TeamSlug, string Role);

/// <summary>What a participant token is for.</summary>
/// <param name="ProjectUuid">The project.</param>
/// <param name="MissionId">The mission, and no other.</param>
/// <param name="ParticipantId">The participant that its bearer acts as.</param>
public sealed record ScopeAnswer(Guid ProjectUuid, string MissionId, string ParticipantId);
