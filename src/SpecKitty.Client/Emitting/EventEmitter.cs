using SpecKitty.Client.Credentials;
using SpecKitty.Client.Home;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Events;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Json;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Client.Emitting;

/// <summary>Makes events in the surroundings of a directory and queues them. Needs no server and no sign-in.</summary>
public sealed class EventEmitter
{
    private const string TeamWhenUnknown = "local";

    /// <summary>Stands in for the node until the clock has moved; the check of an event does not depend on which node it is.</summary>
    private const string AnyNode = "node";

    /// <summary>How far back the queue is asked for clocks: more than there can be processes that tick at once and queue in another order.</summary>
    private const int LatestRows = 64;

    private readonly SpecKittyHome _home;
    private readonly OfflineQueue _queue;
    private readonly ProjectFile _project;
    private readonly string _directory;
    private readonly ClockFile _clock;
    private readonly MissionMemory _missions;
    private readonly TimeProvider _time;
    private readonly UlidFactory _ids;
    private readonly Lazy<long> _emitted;

    /// <summary>Makes an emitter.</summary>
    /// <param name="home">The user's folder: clock, missions, sign-in.</param>
    /// <param name="queue">Where events go.</param>
    /// <param name="project">The project of the events.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="directory">
    /// Where the program works, an absolute path: branch and commit come from there when it is in a working tree of the project's repository.
    /// Null for the directory of the project.
    /// </param>
    public EventEmitter(SpecKittyHome home, OfflineQueue queue, ProjectFile project, TimeProvider? time = null, string? directory = null)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(project);
        _home = home;
        _queue = queue;
        _project = project;
        _directory = directory ?? project.Directory;
        _time = time ?? TimeProvider.System;
        _clock = new ClockFile(home, _time);
        _missions = new MissionMemory(home);

        // A queue that could not be read once may be readable the next time, so a failure is not kept.
        _emitted = new Lazy<long>(() => queue.GreatestClock(LatestRows), LazyThreadSafetyMode.PublicationOnly);
        _ids = new UlidFactory(_time);
    }

    /// <summary>The project of the events.</summary>
    public ProjectFile Project => _project;

    /// <summary>What the user must hear about the clock, such as that a damaged one was set aside; null when all is well.</summary>
    public string? Notice => _clock.Notice;

    /// <summary>Takes in a clock that a server has shown: the next event sorts after it.</summary>
    internal void Observe(long remote, CancellationToken cancellationToken) => _clock.Observe(remote, cancellationToken);

    /// <summary>Makes an event from a typed payload, holds it against the contract, and queues it; when it returns the event is on disk.</summary>
    /// <param name="payload">A payload of the catalogue.</param>
    /// <param name="causationId">The event that caused it; null for none.</param>
    /// <param name="aggregateId">What it happened to; null for what the contract's mapping says. Gates need one.</param>
    /// <returns>The event, or every fault; with faults nothing was queued and the clock has not moved.</returns>
    /// <exception cref="ClientException">The queue is full, or a file cannot be used.</exception>
    public EmitResult Emit(IEventPayload payload, EventId? causationId = null, string? aggregateId = null)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return Emit(new EmitRequest
        {
            EventType = EnvelopeMapping.Of(payload).EventType,
            Payload = ContractJson.Write(payload),
            AggregateId = aggregateId,
            CausationId = causationId,
        });
    }

    /// <summary>Makes an event, holds it against the contract, and queues it; when it returns the event is on disk.</summary>
    /// <returns>The event, or every fault; with faults nothing was queued and the clock has not moved.</returns>
    /// <exception cref="ClientException">Several participants could be meant, the one named was not joined from this machine, the queue is full, or a file cannot be used.</exception>
    public EmitResult Emit(EmitRequest request)
    {
        var (made, faults) = Make(request);
        if (made is null)
        {
            return new EmitResult(faults);
        }

        _queue.Enqueue(new QueuedEvent(made.EventId.ToString(), made.EventType, made.ProjectUuid, EventWriter.ToUtf8(made)));
        return new EmitResult(made);
    }

    /// <summary>Makes an event and holds it against the contract, for whoever sends it at once: a heartbeat of minutes ago would say nothing.</summary>
    /// <returns>The event, which is nowhere yet, or every fault.</returns>
    /// <exception cref="ClientException">Several participants could be meant, or a file cannot be used.</exception>
    internal (Event? Event, IReadOnlyList<ContractError> Faults) Make(EmitRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var missionId = MissionIdOf(request);
        var mission = _missions.Find(_project.ProjectUuid, missionId);
        missionId ??= mission?.MissionId;
        var payload = PayloadFiller.Fill(request.EventType, request.Payload, missionId, ParticipantOf(request, missionId, mission));

        // Read again for each event: a program that runs for days sees branches come and go.
        var git = GitSurroundings.Of(_project.Directory, _directory);
        var context = new EmissionContext
        {
            NodeId = AnyNode,
            ProjectUuid = _project.ProjectUuid,
            ProjectSlug = _project.ProjectSlug,
            CorrelationId = request.CorrelationId ?? CorrelationOf(mission),
            TeamSlug = SignedIn()?.TeamSlug ?? TeamWhenUnknown,
            GitBranch = git.Branch,
            HeadCommitSha = git.HeadCommit,
            RepoSlug = git.RepositorySlug,
        };
        ClockReading? ticked = null;
        var made = new EventFactory(context, () => (ticked = Tick()).Value, _time, _ids)
            .TryCreate(request.EventType, payload, request.CausationId, request.AggregateId);
        if (!made.IsValid)
        {
            return (null, Explain(request.EventType, payload, made.Errors));
        }

        if (mission?.CorrelationId is null && missionId is not null && PayloadFiller.NamesMission(request.EventType))
        {
            _missions.Remember(_project.ProjectUuid, missionId, title: null, context.CorrelationId.ToString());
        }

        return (made.Value with { NodeId = ticked!.NodeId }, []);
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

    /// <summary>Moves the clock past what was emitted before, also when a loss of power has undone the clock's file and not the queue's.</summary>
    private ClockReading Tick() => _clock.Tick(_emitted.Value);

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

    private static string? ParticipantOf(EmitRequest request, string? missionId, RememberedMission? mission)
    {
        // Where no one acts, or the payload says who, a name that was given for a whole shell is not meant.
        var isAsked = PayloadFiller.ActorMember(request.EventType) is { } member && PayloadFiller.Lacks(request.Payload, member);
        var joined = mission?.Participants ?? [];
        if (!isAsked)
        {
            return null;
        }

        if (request.Participant is { } named)
        {
            return joined.LastOrDefault(participant => participant.ParticipantId == named || participant.DisplayName == named)?.ParticipantId
                ?? (joined.Count == 0 && request.AcceptsUnknownParticipant ? named : throw NotJoined(named, missionId, joined));
        }

        return joined.Count switch
        {
            0 => null,
            1 => joined[0].ParticipantId,
            _ => throw new ClientException(
                ClientFailure.Misuse,
                $"Several participants were joined to mission {mission!.MissionId} from this machine: {ListOf(joined)}.",
                "Say who acts with --participant NAME, or for a whole shell with the environment variable SPEC_KITTY_PARTICIPANT."),
        };
    }

    private static ClientException NotJoined(string named, string? missionId, IReadOnlyList<JoinedParticipant> joined) => new(
        ClientFailure.Misuse,
        joined.Count == 0
            ? $"The participant is '{named}', and none was joined to {(missionId is null ? "a mission" : $"mission {missionId}")} from this machine. Nothing was queued."
            : $"The participant is '{named}', and no one of this name or id was joined to mission {missionId} from this machine, only {ListOf(joined)}. Nothing was queued.",
        NearestName.Of(named, joined.SelectMany(participant => new[] { participant.DisplayName, participant.ParticipantId })) is { } near
            ? $"Did you mean '{near}'? --participant or the environment variable SPEC_KITTY_PARTICIPANT says who acts."
            : "Join first: spec-kitty mission join. For a participant of another machine, write participant_id into the payload.");

    private static string ListOf(IReadOnlyList<JoinedParticipant> joined) => string.Join(", ", joined.Select(one => $"{one.DisplayName} ({one.ParticipantId})"));

    /// <summary>The mission's run; a run of its own for an event outside of every mission.</summary>
    private EventId CorrelationOf(RememberedMission? mission) =>
        mission?.CorrelationId is { } known && EventId.TryParse(known, out var correlation) ? correlation : EventId.From(_ids.Next());

    /// <summary>Who is signed in; null when nobody is, and when it cannot be read: a sign-in must not keep an event from being recorded.</summary>
    internal SignIn? SignedIn()
    {
        try
        {
            return new CredentialStore(_home).Load();
        }
        catch (ClientException)
        {
            return null;
        }
    }
}
