using SpecKitty.Client.Credentials;
using SpecKitty.Client.Home;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Client.Emitting;

/// <summary>Makes events in the surroundings of a directory and queues them. Needs no server and no sign-in.</summary>
public sealed class EventEmitter
{
    private const string TeamWhenUnknown = "local";

    private readonly SpecKittyHome _home;
    private readonly OfflineQueue _queue;
    private readonly ProjectFile _project;
    private readonly GitSurroundings _git;
    private readonly ClockFile _clock;
    private readonly MissionMemory _missions;
    private readonly TimeProvider _time;
    private readonly UlidFactory _ids;

    /// <summary>Makes an emitter.</summary>
    /// <param name="home">The user's folder: clock, missions, sign-in.</param>
    /// <param name="queue">Where events go.</param>
    /// <param name="project">The project of the events.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public EventEmitter(SpecKittyHome home, OfflineQueue queue, ProjectFile project, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(project);
        _home = home;
        _queue = queue;
        _project = project;
        _git = GitSurroundings.Of(Path.GetDirectoryName(project.Path)!);
        _clock = new ClockFile(home);
        _missions = new MissionMemory(home);
        _time = time ?? TimeProvider.System;
        _ids = new UlidFactory(_time);
    }

    /// <summary>Makes an event, holds it against the contract, and queues it; when it returns the event is on disk.</summary>
    /// <returns>The event, or every fault; with faults nothing was queued and the clock has not moved.</returns>
    /// <exception cref="ClientException">Several participants could be meant, the queue is full, or a file cannot be used.</exception>
    public EmitResult Emit(EmitRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var missionId = MissionIdOf(request);
        var mission = _missions.Find(_project.ProjectUuid, missionId);
        missionId ??= mission?.MissionId;
        var payload = PayloadFiller.Fill(request.EventType, request.Payload, missionId, ParticipantOf(request, mission));
        var context = new EmissionContext
        {
            NodeId = _clock.Read().NodeId,
            ProjectUuid = _project.ProjectUuid,
            ProjectSlug = _project.ProjectSlug,
            CorrelationId = request.CorrelationId ?? CorrelationOf(mission),
            TeamSlug = Team(),
            GitBranch = _git.Branch,
            HeadCommitSha = _git.HeadCommit,
            RepoSlug = _git.RepositorySlug,
        };
        var made = new EventFactory(context, () => _clock.Tick().Value, _time, _ids)
            .TryCreate(request.EventType, payload, request.CausationId, request.AggregateId);
        if (!made.IsValid)
        {
            return new EmitResult(Explain(request.EventType, payload, made.Errors));
        }

        if (mission?.CorrelationId is null && missionId is not null && PayloadFiller.NamesMission(request.EventType))
        {
            _missions.Remember(_project.ProjectUuid, missionId, title: null, context.CorrelationId.ToString());
        }

        var queued = made.Value;
        _queue.Enqueue(new QueuedEvent(queued.EventId.ToString(), queued.EventType, queued.ProjectUuid, EventWriter.ToUtf8(queued)));
        return new EmitResult(queued);
    }

    /// <summary>The faults of a payload against the surface that it is nearest to; the factory's where the fault is not the payload's.</summary>
    private static IReadOnlyList<ContractError> Explain(string eventType, JsonText payload, IReadOnlyList<ContractError> faults)
    {
        List<ContractError> ofPayload =
        [
            .. EventValidator.ValidatePayload(eventType, payload.Utf8)
                .Where(fault => fault.Layer == ValidationLayer.Model)
                .Select(fault => fault.Error.Code == ContractErrorCode.UnknownEventType ? fault.Error : fault.Error.Under("payload")),
        ];
        return ofPayload.Count > 0 ? ofPayload : faults;
    }

    private static string? MissionIdOf(EmitRequest request)
    {
        var inPayload = PayloadFiller.NamesMission(request.EventType) ? PayloadFiller.MissionOf(request.Payload) : null;
        return inPayload is null || request.MissionId is null || inPayload == request.MissionId
            ? inPayload ?? request.MissionId
            : throw new ClientException(
                ClientFailure.Misuse,
                $"The payload names mission '{inPayload}', and --mission names '{request.MissionId}'.",
                "Name it once.");
    }

    private string? ParticipantOf(EmitRequest request, RememberedMission? mission)
    {
        var joined = mission?.Participants ?? [];
        if (request.Participant is { } named)
        {
            return joined.LastOrDefault(participant => participant.ParticipantId == named || participant.DisplayName == named)?.ParticipantId ?? named;
        }

        var isAsked = PayloadFiller.ActorMember(request.EventType) is { } member && PayloadFiller.Lacks(request.Payload, member);
        if (!isAsked || joined.Count == 0)
        {
            return null;
        }

        return joined.Count == 1
            ? joined[0].ParticipantId
            : throw new ClientException(
                ClientFailure.Misuse,
                $"Several participants were joined to mission {mission!.MissionId} from this machine: {string.Join(", ", joined.Select(one => $"{one.DisplayName} ({one.ParticipantId})"))}.",
                "Say who acts with --participant NAME, or for a whole shell with the environment variable SPEC_KITTY_PARTICIPANT.");
    }

    /// <summary>The mission's run; a run of its own for an event outside of every mission.</summary>
    private EventId CorrelationOf(RememberedMission? mission) =>
        mission?.CorrelationId is { } known && EventId.TryParse(known, out var correlation) ? correlation : EventId.From(_ids.Next());

    /// <summary>The sign-in's team; a sign-in that cannot be read must not keep an event from being recorded.</summary>
    private string Team()
    {
        try
        {
            return new CredentialStore(_home).Load()?.TeamSlug ?? TeamWhenUnknown;
        }
        catch (ClientException)
        {
            return TeamWhenUnknown;
        }
    }
}
