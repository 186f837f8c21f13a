using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Accounts;

/// <summary>Registers a project to a team, unless somebody was first.</summary>
/// <param name="projectId">The project.</param>
/// <param name="teamSlug">The team that it is to belong to; the principal may write there.</param>
/// <param name="isAnyTeam">Whether another team of the principal's will do, when that has the project already.</param>
/// <param name="name">What the team calls it; null for no name.</param>
/// <param name="principal">Who registers it.</param>
/// <param name="time">Tells the time.</param>
internal sealed class ProjectRegistration(Guid projectId, string teamSlug, bool isAnyTeam, string? name, Principal principal, TimeProvider time) : IAppendWork
{
    public Guid ProjectId => projectId;

    public int Weight => 1;

    /// <summary>What came of it. After the commit.</summary>
    public AccountAnswer<RegisteredProject> Answer { get; private set; }

    public async ValueTask ExecuteAsync(IProjectWriter project)
    {
        if (project.Project is null)
        {
            await project.RegisterAsync(teamSlug, time.GetUtcNow(), name);
            Answer = new RegisteredProject(project.Project!, true);
            return;
        }

        // Whether another team has it must not be told from whether the caller only reads it.
        var known = project.Project;
        Answer = !principal.CanWrite(known.TeamSlug)
            ? new AccountFault(403, "Insufficient permissions", IngestMessages.ForeignProject.Reason)
            : known.TeamSlug == teamSlug || isAnyTeam
            ? new RegisteredProject(known, false)
            : new AccountFault(409, "Project exists", $"project_uuid: the project belongs to your team \"{known.TeamSlug}\" already, not to \"{teamSlug}\".");
    }

    public void Committed()
    {
    }

    public void RolledBack()
    {
    }
}
