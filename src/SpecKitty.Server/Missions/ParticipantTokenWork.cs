using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Missions;

/// <summary>Makes or deletes tokens of a participant while the mission stands still, so that none is made for who has just left.</summary>
internal sealed class ParticipantTokenWork(MissionKey key, MissionProjections projections, Func<IProjectWriter, MissionProjection, ValueTask<MissionFault?>> decide) : IAppendWork
{
    private MissionProjection? _projection;

    public Guid ProjectId => key.ProjectId;

    public int Weight => 1;

    /// <summary>Why nothing was done; null when it was. After the commit.</summary>
    public MissionFault? Fault { get; private set; }

    public async ValueTask ExecuteAsync(IProjectWriter project)
    {
        _projection = await projections.LoadAsync(project, key);
        Fault = await decide(project, _projection);
    }

    public void Committed() => _projection?.Commit();

    public void RolledBack() => projections.Drop(key);
}
