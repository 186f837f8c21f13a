using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Accounts;

/// <summary>Registers a project to a team, unless somebody was first.</summary>
/// <param name="projectId">The project.</param>
/// <param name="teamSlug">The team that it is to belong to, in which the principal may write; null for the one of the principal's new projects, or the team of the principal's that has it already.</param>
/// <param name="name">What the team calls it; null for no name.</param>
/// <param name="principal">Who registers it.</param>
/// <param name="time">Tells the time.</param>
internal sealed class ProjectRegistration(Guid projectId, string? teamSlug, string? name, Principal principal, TimeProvider time) : IAppendWork
{
    public Guid ProjectId => projectId;

    public int Weight => 1;

    /// <summary>What came of it. After the commit.</summary>
    public AccountAnswer<RegisteredProject> Answer { get; private set; }

    // To a caller who named the team, the choice is no remedy.
    private AccountFault Refusal => new(
        403,
        "Insufficient permissions",
        (teamSlug is null ? IngestMessages.ForeignProjectTo(principal) : IngestMessages.ForeignProject).Reason);

    public async ValueTask ExecuteAsync(IProjectWriter project)
    {
        if (project.Project is null)
        {
            if ((teamSlug ?? principal.TeamOfNewProjects) is not { } team)
            {
                Answer = Refusal;
                return;
            }

            await project.RegisterAsync(team, StoreTime.Now(time), name);
            Answer = new RegisteredProject(project.Project!, true);
            return;
        }

        // Whether another team has it must not be told from whether the caller only reads it.
        var known = project.Project;
        Answer = !principal.CanWrite(known.TeamSlug)
            ? Refusal
            : teamSlug is null || known.TeamSlug == teamSlug
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
