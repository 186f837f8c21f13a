using SpecKitty.Events.Collaboration;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Live;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Ingest;

/// <summary>The events of one project in a post: authorised, admitted and appended while nobody else can change the project.</summary>
internal class ProjectPost(
    Guid projectId,
    Principal principal,
    IReadOnlyList<Candidate> candidates,
    ProjectProjections projections,
    ProjectSignals signals,
    TimeProvider time) : IAppendWork
{
    private readonly Dictionary<string, (MissionRecord? Mission, MissionProjection? Projection)> _missions = new(StringComparer.Ordinal);
    private readonly List<(int Position, IngestResult Result)> _results = new(candidates.Count);
    private readonly List<NewEvent> _accepted = [];
    private ProjectProjection? _project;
    private bool _imports;

    public Guid ProjectId => projectId;

    public int Weight => Math.Max(1, candidates.Count);

    public IReadOnlyCollection<string> EventIds => KnownEvents.FindUnloaded(projections.FindLoaded(projectId), candidates);

    public IReadOnlyCollection<string> MissionIds { get; } = [.. candidates.Select(candidate => candidate.MissionId).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>What became of each event, by its place in the request. After the commit.</summary>
    public IReadOnlyList<(int Position, IngestResult Result)> Results => _results;

    /// <summary>The clocks of the missions that the events name. After the commit.</summary>
    public IReadOnlyList<MissionClock> Clocks { get; private set; } = [];

    /// <summary>Whether the principal may write to the project. After the commit.</summary>
    public bool IsWritable { get; private set; }

    protected Principal Principal => principal;

    protected DateTimeOffset Now { get; private set; }

    public async ValueTask ExecuteAsync(IProjectWriter project)
    {
        _missions.Clear();
        _results.Clear();
        _accepted.Clear();
        Now = time.GetUtcNow();
        _project = await projections.BeginAsync(project, projectId);
        IsWritable = project.Project is { } registered ? principal.CanWriteProject(registered) : principal.TeamOfFirstEvent is not null;
        _imports = (project.Project?.TeamSlug ?? principal.TeamOfFirstEvent) is { } team && principal.CanImport(team);
        var events = await PrepareAsync(project);
        if (!IsWritable)
        {
            foreach (var candidate in events)
            {
                Reject(candidate, Admission.CheckScope(candidate, principal) ?? IngestMessages.ForeignProject);
            }

            return;
        }

        var known = await KnownEvents.FindAsync(project, _project, events);
        foreach (var candidate in events)
        {
            await DecideAsync(project, candidate, known);
        }

        await EnsureProjectAsync(project, _accepted.Count > 0);
        if (_accepted.Count > 0)
        {
            await project.AppendAsync(_accepted);
        }

        Clocks = [.. _missions.Where(entry => entry.Value.Projection is not null).Select(entry => new MissionClock(projectId, entry.Key, entry.Value.Projection!.LamportClock))];
    }

    public void Committed()
    {
        projections.Commit(_project!);
        if (_accepted.Count > 0)
        {
            signals.Changed(projectId);
        }
    }

    public void RolledBack() => projections.Drop(projectId);

    /// <summary>The events to decide about. A post of the server makes them here, where the mission stands still.</summary>
    protected virtual ValueTask<IReadOnlyList<Candidate>> PrepareAsync(IProjectWriter project) => ValueTask.FromResult(candidates);

    /// <summary>A mission of the project with its projection; nulls when the project has no such mission.</summary>
    protected async ValueTask<(MissionRecord? Mission, MissionProjection? Projection)> FindMissionAsync(IProjectWriter project, string missionId)
    {
        if (!_missions.TryGetValue(missionId, out var found))
        {
            var mission = project.Project is null ? null : await project.FindMissionAsync(missionId);
            found = (mission, mission is null ? null : await _project!.LoadMissionAsync(project, missionId));
            _missions[missionId] = found;
        }

        return found;
    }

    /// <summary>Registers a project that nobody has, to the principal's team.</summary>
    protected async ValueTask EnsureProjectAsync(IProjectWriter project, bool isNeeded)
    {
        if (isNeeded && project.Project is null)
        {
            await project.RegisterAsync(principal.TeamOfFirstEvent!, Now);
        }
    }

    private async ValueTask DecideAsync(IProjectWriter project, Candidate candidate, KnownEvents known)
    {
        if (Admission.CheckScope(candidate, principal) is { } outOfScope)
        {
            Reject(candidate, outOfScope);
            return;
        }

        if (known.Compare(candidate) is { } isSame)
        {
            Settle(candidate, isSame);
            return;
        }

        var (mission, projection) = candidate.MissionId is null ? (null, null) : await FindMissionAsync(project, candidate.MissionId);
        var rejection = Admission.CheckAlone(candidate, principal, _imports)
            ?? Admission.CheckClock(candidate, projection)
            ?? (candidate.NeedsMission ? Admission.CheckMission(candidate, principal, _imports, mission, projection) : null);
        if (rejection is not null)
        {
            Reject(candidate, rejection);
            return;
        }

        if (candidate.Payload is ParticipantLeftPayload left)
        {
            await project.DeleteTokensAsync(left.MissionId, left.ParticipantId);
        }

        known.Add(candidate);
        _accepted.Add(new NewEvent(
            candidate.EventId,
            candidate.MissionId,
            candidate.Event.EventType,
            candidate.Event.LamportClock,
            Now,
            principal.PrincipalId,
            candidate.Envelope));
        _project!.Apply(candidate.Event, candidate.MissionId, (project.Project?.LastSequence ?? 0) + _accepted.Count);
        _results.Add((candidate.Position, new IngestResult(candidate.EventId, IngestStatus.Success)));
    }

    private void Settle(Candidate candidate, bool isSame)
    {
        if (isSame)
        {
            _results.Add((candidate.Position, new IngestResult(candidate.EventId, IngestStatus.Duplicate)));
        }
        else
        {
            Reject(candidate, IngestMessages.Conflict);
        }
    }

    private void Reject(Candidate candidate, Rejection rejection)
        => _results.Add((candidate.Position, IngestResult.Rejected(candidate.EventId, rejection)));
}
