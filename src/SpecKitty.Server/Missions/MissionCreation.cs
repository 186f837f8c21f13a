using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Missions;

/// <summary>Adds a mission to a project, and registers the project when nobody has it.</summary>
internal sealed class MissionCreation(MissionRecord mission, Principal principal) : IAppendWork
{
    public Guid ProjectId => mission.ProjectId;

    public int Weight => 1;

    /// <summary>Why there is no new mission; null when there is one. After the commit.</summary>
    public MissionFault? Fault { get; private set; }

    public async ValueTask ExecuteAsync(IProjectWriter project)
    {
        Fault = null;
        if (project.Project is null ? principal.TeamOfFirstEvent is null : !principal.CanWrite(project.Project.TeamSlug))
        {
            Fault = new MissionFault(403, "Insufficient permissions", IngestMessages.ForeignProjectTo(principal).Reason);
            return;
        }

        if (project.Project is not null && await project.FindMissionAsync(mission.MissionId) is not null)
        {
            Fault = new MissionFault(409, "Mission exists", $"mission_id: the project has a mission \"{mission.MissionId}\" already; choose another id, or leave it out and the server makes one.");
            return;
        }

        if (project.Project is null)
        {
            await project.RegisterAsync(principal.TeamOfFirstEvent!, mission.CreatedAt);
        }

        await project.AddMissionAsync(mission);
    }

    public void Committed()
    {
    }

    public void RolledBack()
    {
    }
}
