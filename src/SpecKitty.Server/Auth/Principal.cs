using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Auth;

/// <summary>Who asks: a user, or the server itself.</summary>
/// <param name="PrincipalId">What participants are bound to and what stands beside each stored event.</param>
/// <param name="Name">The name for people.</param>
/// <param name="Memberships">The teams, the one for new projects first.</param>
internal sealed record Principal(string PrincipalId, string Name, IReadOnlyList<TeamMembership> Memberships)
{
    private const string ServerId = "server";

    /// <summary>Whether the server itself acts: it may emit what clients may not.</summary>
    public bool IsServer => PrincipalId == ServerId;

    /// <summary>The slugs of all its teams.</summary>
    public IReadOnlyList<string> TeamSlugs => [.. Memberships.Select(membership => membership.TeamSlug)];

    /// <summary>The team that new projects go to; null when it may write to none.</summary>
    public string? WritableTeam => Memberships.FirstOrDefault(membership => membership.Role >= TeamRole.Member)?.TeamSlug;

    /// <summary>The principal that a user is.</summary>
    public static Principal Of(UserRecord user) => new($"user/{user.UserId}", user.Username, user.Memberships);

    /// <summary>The server itself: it writes to every project that somebody has registered.</summary>
    public static Principal Server { get; } = new(ServerId, ServerId, []);

    /// <summary>Whether it looks after a team.</summary>
    public bool IsAdminOf(string teamSlug) => Memberships.Any(membership => membership.TeamSlug == teamSlug && membership.Role == TeamRole.Admin);

    /// <summary>Whether it may read the projects of a team.</summary>
    public bool CanRead(string teamSlug) => Memberships.Any(membership => membership.TeamSlug == teamSlug);

    /// <summary>Whether it may write to the projects of a team.</summary>
    public bool CanWrite(string teamSlug) => IsServer || Memberships.Any(membership => membership.TeamSlug == teamSlug && membership.Role >= TeamRole.Member);
}
