using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Auth;

/// <summary>Who asks, and how much of what that user may do the token lets through; or the server itself.</summary>
/// <param name="PrincipalId">What participants are bound to and what stands beside each stored event.</param>
/// <param name="Name">The name for people.</param>
/// <param name="Memberships">The teams, oldest membership first.</param>
internal sealed record Principal(string PrincipalId, string Name, IReadOnlyList<TeamMembership> Memberships)
{
    private const string ServerId = "server";
    private const string UserPrefix = "user/";

    /// <summary>What the token lets through.</summary>
    public TokenRights Rights { get; init; } = TokenRights.Read | TokenRights.Write | TokenRights.Account;

    /// <summary>The one mission and participant that the token is for; null when it is for everything of the user.</summary>
    public ParticipantScope? Scope { get; init; }

    /// <summary>What <see cref="PrincipalResolver.FindByCredentialAsync"/> finds this principal by again, as it is then; null when it came by no token.</summary>
    public string? Credential { get; init; }

    /// <summary>The sign-in that it came by; null when it came by another token or by none.</summary>
    public string? SignIn => Credential?.Split(' ') is [PrincipalResolver.SignIn, _, var family] ? family : null;

    /// <summary>The team that the user chose for new projects; null when there is none.</summary>
    public string? DefaultTeam { get; init; }

    /// <summary>Whether its first event or mission of a project that nobody has registers the project.</summary>
    public bool RegistersProjects { get; init; } = true;

    /// <summary>Whether the server itself acts: it may emit what clients may not.</summary>
    public bool IsServer => PrincipalId == ServerId;

    /// <summary>The id of the user; null for the server.</summary>
    public string? UserId => PrincipalId.StartsWith(UserPrefix, StringComparison.Ordinal) ? PrincipalId[UserPrefix.Length..] : null;

    /// <summary>The slugs of all its teams. A token with a scope reaches only one mission of theirs: ask <see cref="Covers"/>.</summary>
    public IReadOnlyList<string> TeamSlugs => [.. Memberships.Select(membership => membership.TeamSlug)];

    /// <summary>The team that a project goes to when its registration names none: the only one, or the one that the user chose. Null when there is none, or it may not write there.</summary>
    /// <remarks>With several teams it is never guessed: a user may be in a team by the decision of someone else.</remarks>
    public string? TeamOfNewProjects => (Memberships is [var only] ? only.TeamSlug : DefaultTeam) is { } team && CanWrite(team) ? team : null;

    /// <summary>The team that a project goes to with its first event or mission; null when that registers none.</summary>
    public string? TeamOfFirstEvent => RegistersProjects ? TeamOfNewProjects : null;

    /// <summary>Whether it may write in a team, but the user has to choose the team for new projects first.</summary>
    public bool MustChooseTeam => TeamOfNewProjects is null && CanWriteAny;

    /// <summary>Whether it may write to all projects of any team.</summary>
    public bool CanWriteAny => Memberships.Any(membership => CanWrite(membership.TeamSlug));

    /// <summary>The server itself: it writes to every project that somebody has registered.</summary>
    public static Principal Server { get; } = new(ServerId, ServerId, []);

    /// <summary>The principal that a user is.</summary>
    public static Principal Of(UserRecord user) => new(UserPrefix + user.UserId, user.Username, user.Memberships) { DefaultTeam = user.DefaultTeam };

    /// <summary>Whether the token lets any of some rights through.</summary>
    public bool Has(TokenRights rights) => (Rights & rights) != TokenRights.None;

    /// <summary>Whether it looks after a team.</summary>
    public bool IsAdminOf(string teamSlug) => Scope is null && RoleIn(teamSlug) == TeamRole.Admin;

    /// <summary>Whether it may read all projects of a team. A token with a scope may not: ask <see cref="CanReadMission"/>.</summary>
    public bool CanRead(string teamSlug) => Scope is null && Has(TokenRights.Read) && RoleIn(teamSlug) is not null;

    /// <summary>Whether it may read all of a project.</summary>
    public bool CanReadProject(ProjectRecord project) => CanRead(project.TeamSlug);

    /// <summary>Whether it may read a mission of a project.</summary>
    public bool CanReadMission(ProjectRecord project, string missionId)
        => Has(TokenRights.Read) && RoleIn(project.TeamSlug) is not null && Covers(project.ProjectId, missionId);

    /// <summary>Whether its token reaches a mission; the team is another question.</summary>
    public bool Covers(Guid projectId, string missionId) => Scope?.Covers(projectId, missionId) ?? true;

    /// <summary>Whether it may write to all projects of a team. A token with a scope may not: ask <see cref="CanWriteProject"/>.</summary>
    public bool CanWrite(string teamSlug) => Scope is null && WritesIn(teamSlug);

    /// <summary>Whether it may write anything to a project; of a token with a scope, only what <see cref="Scope"/> says.</summary>
    public bool CanWriteProject(ProjectRecord project) => (Scope is null || Scope.ProjectId == project.ProjectId) && WritesIn(project.TeamSlug);

    /// <summary>Whether it may replay history into the projects of a team.</summary>
    public bool CanImport(string teamSlug) => Has(TokenRights.Import) && IsAdminOf(teamSlug);

    /// <summary>What its user may do in a team; null when the user is not in it.</summary>
    public TeamRole? RoleIn(string teamSlug) => Memberships.FirstOrDefault(membership => membership.TeamSlug == teamSlug)?.Role;

    private bool WritesIn(string teamSlug) => IsServer || CanImport(teamSlug) || (Has(TokenRights.Write) && RoleIn(teamSlug) >= TeamRole.Member);
}
