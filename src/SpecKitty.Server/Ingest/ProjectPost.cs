using System.Runtime.InteropServices;
using SpecKitty.Events;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Live;
using SpecKitty.Server.Missions;
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
    ServerNode node,
    TimeProvider time) : IAppendWork
{
    // What one part of the post costs at most, in events: a warning costs more, the more participants it names. Others wait for a part and no longer.
    private const int PartWeight = 64;
    private const int NamesOfWeight = 8;

    private readonly Dictionary<string, (MissionRecord? Mission, MissionProjection? Projection)> _missions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _clocks = new(StringComparer.Ordinal);
    private readonly List<(int Position, IngestResult Result)> _results = new(candidates.Count);
    private readonly List<NewEvent> _accepted = [];
    private readonly List<DerivedWarning> _warnings = [];
    private ProjectProjection? _project;
    private Absences? _absences;
    private long _clock;
    private bool _imports;
    private int _count = candidates.Count;
    private PostPlace _place;
    private PostPlace _committed;

    public Guid ProjectId => projectId;

    public int Weight => Math.Max(1, candidates.Count - _place.Next);

    public WriteShare Share { get; } = new(
        principal.IsServer ? projectId.ToString() : principal.Memberships.Count > 0 ? principal.Memberships[0].TeamSlug : principal.PrincipalId,
        candidates.Count > 0 && candidates[0].MissionId is { } mission ? $"{projectId}/{mission}" : projectId.ToString());

    public bool HasMore => _place.Next < _count;

    public IReadOnlyCollection<string> EventIds => KnownEvents.FindUnloaded(projections.FindLoaded(projectId), [.. candidates.Skip(_place.Next)]);

    public IReadOnlyCollection<string> MissionIds { get; } = [.. candidates.Select(candidate => candidate.MissionId).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>What became of each event, by its place in the request. After the commit.</summary>
    public IReadOnlyList<(int Position, IngestResult Result)> Results => _results;

    /// <summary>The clocks of the missions that the events name. After the commit.</summary>
    public IReadOnlyList<MissionClock> Clocks { get; private set; } = [];

    /// <summary>The project's clock; null when the principal may not write to it, or nobody has registered it. After the commit.</summary>
    public ProjectClock? Clock { get; private set; }

    /// <summary>Whether the principal may write to the project. After the commit.</summary>
    public bool IsWritable { get; private set; }

    /// <summary>The warnings that the events called for, and that went into the log with them. After the commit.</summary>
    public IReadOnlyList<DerivedWarning> Warnings => _warnings;

    protected Principal Principal => principal;

    /// <summary>Whom the store names as the sender of the events.</summary>
    protected virtual string Author => principal.PrincipalId;

    protected ServerNode Node => node;

    protected DateTimeOffset Now { get; private set; }

    public async ValueTask ExecuteAsync(IProjectWriter project)
    {
        _missions.Clear();
        _accepted.Clear();
        Now = time.GetUtcNow();
        Clock = null;
        _clock = project.Project?.LamportClock ?? 0;
        _project = await projections.BeginAsync(project, projectId);
        IsWritable = project.Project is { } registered ? principal.CanWriteProject(registered) : principal.TeamOfFirstEvent is not null;
        _imports = (project.Project?.TeamSlug ?? principal.TeamOfFirstEvent) is { } team && principal.CanImport(team);
        var events = await PrepareAsync(project);
        _count = events.Count;
        if (!IsWritable)
        {
            foreach (var candidate in events.Skip(_place.Next))
            {
                Reject(candidate, Admission.CheckScope(candidate, principal) ?? IngestMessages.ForeignProjectTo(principal));
            }

            Advance(_count - _place.Next);
            return;
        }

        List<Candidate> part = [.. events.Skip(_place.Next).Take(PartWeight)];
        var known = await KnownEvents.FindAsync(project, _project, part);
        _absences = new Absences(node, (mission, projection, value, payload, author, isWatched) => AddAsync(project, mission, projection, value, payload, author, isWatched, known), id => IsTakenAsync(project, id.ToString(), events, known));
        var (decided, weight) = (0, 0);
        for (; decided < part.Count && weight < PartWeight; decided++)
        {
            var warned = _warnings.Count;
            await DecideAsync(project, part[decided], known);
            weight += 1 + _warnings.Skip(warned).Sum(warning => warning.ParticipantIds.Count / NamesOfWeight);
        }

        await _absences.FinishAsync();
        await EnsureProjectAsync(project, _accepted.Count > 0);
        if (_accepted.Count > 0)
        {
            await project.AppendAsync(_accepted);
        }

        foreach (var (missionId, (_, projection)) in _missions.Where(entry => entry.Value.Projection is not null))
        {
            _clocks[missionId] = projection!.LamportClock;
        }

        Clocks = [.. _clocks.Select(entry => new MissionClock(projectId, entry.Key, entry.Value))];
        Clock = project.Project is null ? null : new ProjectClock(projectId, Math.Min(_clock, Admission.GreatestClock));
        Advance(decided);
    }

    public void Committed()
    {
        projections.Commit(_project!);
        if (_place.Accepted > _committed.Accepted)
        {
            signals.Changed(projectId);
        }

        _committed = _place;
    }

    public void RolledBack()
    {
        projections.Drop(projectId);
        _place = _committed;
        CollectionsMarshal.SetCount(_results, _committed.Results);
        CollectionsMarshal.SetCount(_warnings, _committed.Warnings);
    }

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

    private void Advance(int decided) => _place = new PostPlace(_place.Next + decided, _results.Count, _warnings.Count, _place.Accepted + _accepted.Count);

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
            ?? Admission.CheckClock(candidate, principal, _clock)
            ?? (candidate.NeedsMission ? Admission.CheckMission(candidate, principal, _imports, mission, projection, _absences!) : null);
        if (rejection is not null)
        {
            Reject(candidate, rejection);
            return;
        }

        await ParticipantTokens.FollowAsync(project, candidate.Payload, Author, projection, _imports);
        if (projection is not null && !_imports)
        {
            await _absences!.PrepareAsync(candidate, mission!, projection);
        }

        var arrival = Accept(project, candidate, known, Author);
        _results.Add((candidate.Position, new IngestResult(candidate.EventId, IngestStatus.Success)));
        if (_imports)
        {
            // History is taken as it was: it may hold its own warnings further on, and nobody needs to be warned of what is long over.
            _project!.Apply(candidate.Event, candidate.MissionId, arrival);
            return;
        }

        if (_absences!.IsPast(candidate))
        {
            _project!.Apply(candidate.Event, candidate.MissionId, arrival);
        }
        else
        {
            await AdmitAsync(project, candidate, projection, arrival, known);
        }

        if (projection is not null)
        {
            _absences.Note(candidate, mission!, projection);
        }
    }

    // An event of the post that is still to be decided about keeps its id.
    private static async ValueTask<bool> IsTakenAsync(IProjectWriter project, string eventId, IReadOnlyList<Candidate> events, KnownEvents known)
        => events.Any(candidate => candidate.EventId == eventId) || await known.IsTakenAsync(project, eventId);

    private async ValueTask AdmitAsync(IProjectWriter project, Candidate candidate, MissionProjection? projection, Arrival arrival, KnownEvents known)
    {
        foreach (var warning in _project!.Admit(candidate.Event, candidate.MissionId, arrival))
        {
            await TellAsync(project, warning, projection!, known);
        }
    }

    // An event that the server adds beside those that were sent.
    private async ValueTask AddAsync(
        IProjectWriter project, MissionRecord mission, MissionProjection projection, Event value, IEventPayload payload, string author, bool isWatched, KnownEvents known)
    {
        var candidate = new Candidate(value, payload, EventWriter.ToUtf8(value), 0);
        var arrival = Accept(project, candidate, known, author);
        if (isWatched)
        {
            await AdmitAsync(project, candidate, projection, arrival, known);
        }
        else
        {
            _project!.Apply(value, mission.MissionId, arrival);
        }
    }

    // Right behind what caused it, in the same transaction: no crash parts the two, and no other node sees one without the other.
    private async ValueTask TellAsync(IProjectWriter project, DerivedWarning warning, MissionProjection projection, KnownEvents known)
    {
        var told = node.Tell(warning, projection.LamportClock);
        if (await known.IsTakenAsync(project, told.EventId.ToString()))
        {
            told = node.Renamed(told);
        }

        var candidate = new Candidate(told, warning.ToPayload(), EventWriter.ToUtf8(told), 0);
        _project!.Apply(told, candidate.MissionId, Accept(project, candidate, known, Principal.Server.PrincipalId));
        _warnings.Add(warning);
    }

    private Arrival Accept(IProjectWriter project, Candidate candidate, KnownEvents known, string author)
    {
        known.Add(candidate);
        _clock = Math.Max(_clock, candidate.Event.LamportClock);
        _accepted.Add(new NewEvent(
            candidate.EventId,
            candidate.MissionId,
            candidate.Event.EventType,
            candidate.Event.LamportClock,
            Now,
            author,
            candidate.Envelope));
        return new Arrival((project.Project?.LastSequence ?? 0) + _accepted.Count, Now, author);
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
