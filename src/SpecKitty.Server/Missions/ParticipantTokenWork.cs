using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Missions;

/// <summary>Makes or deletes tokens of a participant while the mission stands still, so that none is made for who has just left.</summary>
internal sealed class ParticipantTokenWork(MissionKey key, ProjectProjections projections, Func<IProjectWriter, MissionProjection, ValueTask<MissionFault?>> decide) : IAppendWork
{
    private ProjectProjection? _project;

    public Guid ProjectId => key.ProjectId;

    public int Weight => 1;

    /// <summary>Why nothing was done; null when it was. After the commit.</summary>
    public MissionFault? Fault { get; private set; }

    public async ValueTask ExecuteAsync(IProjectWriter project)
    {
        _project = await projections.BeginAsync(project, key.ProjectId);
        Fault = await decide(project, await _project.LoadMissionAsync(project, key.MissionId));
    }

    public void Committed() => projections.Commit(_project!);

    public void RolledBack() => projections.Drop(key.ProjectId);
}
