using SpecKitty.Server.Accounts;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Listing;
using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Dashboard.Views.Administration;
using SpecKitty.Server.Hosting;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Dashboard.Administration;

/// <summary>Reads what admins see. Whether the visitor may see it is asked before.</summary>
internal sealed class AdminPages(IServerStore store, ServerOptions options, ServerReadiness readiness, ProjectProjections projections, NodeFigures figures, TimeProvider time)
{
    private const int MembersAtOnce = 50;
    private const int ProjectsAtOnce = 50;
    private const int InvitationsAtOnce = 50;

    /// <summary>The teams that a visitor is an admin of, and this node.</summary>
    public async Task<AdminView> ReadAsync(Principal principal, CancellationToken cancellationToken)
    {
        var teams = await store.Teams.FindTeamsAsync([.. principal.TeamSlugs.Where(principal.IsAdminOf)], cancellationToken);
        return new AdminView(
            [.. teams.Select(team => new TeamCardView(team.TeamSlug, team.Members, team.Projects, PageAddress.AdminTeam(team.TeamSlug)))],
            await ReadNodeAsync(cancellationToken),
            [.. figures.Rejections.Select(Show)]);
    }

    /// <summary>A team.</summary>
    /// <param name="principal">Who looks.</param>
    /// <param name="slug">The team.</param>
    /// <param name="afterMember">The member to begin behind; empty for the beginning.</param>
    /// <param name="afterInvitation">The invitation to continue after; empty for the beginning.</param>
    /// <param name="afterProject">The project to begin behind; null for the beginning.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<TeamView> ReadTeamAsync(Principal principal, string slug, string afterMember, string afterInvitation, Guid? afterProject, CancellationToken cancellationToken)
    {
        var invitations = await store.Invitations.ListOfTeamAsync(slug, time.GetUtcNow(), afterInvitation, InvitationsAtOnce, cancellationToken);
        var members = await store.Teams.ListMembersAsync(slug, afterMember, MembersAtOnce, cancellationToken);
        var projects = await store.Log.ListProjectsAsync([slug], afterProject, ProjectsAtOnce, cancellationToken);
        var address = PageAddress.AdminTeam(slug);
        return new TeamView
        {
            Slug = slug,
            Address = address,
            Members = [.. members.Select(member => new MemberView(member.Username, RoleWords.Of(member.Role), member.JoinedAt, member.UserId == principal.UserId))],
            MoreMembersAddress = members.Count < MembersAtOnce ? null : PageAddress.Query(address, ("members_after", members[^1].Username)),
            Invitations = [.. invitations.Select(Show)],
            MoreInvitationsAddress = invitations.Count < InvitationsAtOnce ? null : PageAddress.Query(address, ("invitations_after", invitations[^1].InvitationId)) + "#invitations",
            MostDays = InvitationService.MostDays,
            Projects = [.. projects.Select(Show)],
            MoreProjectsAddress = projects.Count < ProjectsAtOnce ? null : PageAddress.Query(address, ("projects_after", $"{projects[^1].ProjectId}")) + "#projects",
        };
    }

    /// <summary>An invitation as the pages show it.</summary>
    public static InvitationView Show(InvitationRecord invitation) => new(
        invitation.InvitationId,
        invitation.TeamSlug,
        RoleWords.Of(invitation.Role),
        invitation.Username is { } name ? VisibleText.Of(name) : null,
        invitation.IsSingleUse,
        invitation.Uses,
        VisibleText.Of(invitation.CreatedByName),
        invitation.ExpiresAt);

    private static ProjectView Show(ProjectRecord project)
        => new(MissionLists.NameOf(project), $"{project.ProjectId}", PageAddress.Project(project.ProjectId), project.LastSequence, project.CreatedAt);

    private static RejectionView Show(RejectionFigure figure)
    {
        var (meaning, remedy) = RejectionGuide.Of(figure.Code);
        return new RejectionView(RejectionCodeNames.Of(figure.Code), figure.Count, figure.LastAt, meaning, remedy);
    }

    private async Task<NodeView> ReadNodeAsync(CancellationToken cancellationToken)
    {
        var (fault, took) = await readiness.CheckStorageAsync(cancellationToken);
        return new NodeView
        {
            Version = ServerVersion.Text,
            StartedAt = figures.StartedAt,
            Storage = options.Database is null ? "SQLite, in the data folder" : "PostgreSQL",
            StorageFault = fault,
            StorageTook = took,
            WaitingWrites = store.Health.WaitingWrites,
            Size = await store.Health.ReadSizeAsync(cancellationToken),
            Subscribers = figures.Subscribers,
            CachedProjects = projections.Count,
            CachedEvents = options.CachedEvents,
        };
    }
}
