using SpecKitty.Client.Home;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Sync;

namespace SpecKitty.Client.Emitting;

/// <summary>Creates and moves work packages by the contract's rules of transitions, and remembers where they are.</summary>
/// <remarks>
/// Moves are judged on the seven canonical lanes and travel on the four of the wire; what would show no change there is remembered and not sent.
/// The memory is this machine's alone: where others move packages too, say with each move which lane it leaves.
/// </remarks>
public sealed class WorkPackages
{
    private readonly EventEmitter _emitter;
    private readonly LaneMemory _lanes;

    /// <summary>Moves packages of an emitter's project.</summary>
    /// <param name="home">The user's folder, which holds the memory.</param>
    /// <param name="emitter">Makes and queues the events.</param>
    public WorkPackages(SpecKittyHome home, EventEmitter emitter)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(emitter);
        _emitter = emitter;
        _lanes = new LaneMemory(home);
    }

    /// <summary>The account of this machine; a container may have one without a name.</summary>
    private static string AccountName => Environment.UserName is { Length: > 0 } name ? name : "unknown";

    /// <summary>The lanes that a package may go to without force.</summary>
    /// <param name="from">The lane that it is in; null for none.</param>
    /// <returns>In the order of the lanes; empty for a terminal lane.</returns>
    public static IReadOnlyList<Lane> NextLanes(Lane? from) => [.. Enum.GetValues<Lane>().Where(to => TransitionFaults.IsInTable(from, to))];

    /// <summary>Emits that a package is created, and remembers it as one that is planned, unless it is known already.</summary>
    /// <param name="request">An event of type <c>WPCreated</c>.</param>
    /// <returns>The event, or every fault.</returns>
    /// <exception cref="ClientException">The queue is full, or a file cannot be used.</exception>
    public EmitResult Create(EmitRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.EventType != SyncEventTypes.WPCreated)
        {
            throw new ArgumentException($"The event type is {request.EventType}; it must be {SyncEventTypes.WPCreated}.", nameof(request));
        }

        var project = _emitter.Project.ProjectUuid;
        var (wpId, feature) = (PayloadFiller.Text(request.Payload, "wp_id") ?? "", PayloadFiller.Text(request.Payload, "feature_slug"));
        return _lanes.Change(project, wpId, known =>
        {
            var made = _emitter.Emit(request);
            var isNew = made.IsQueued && !known.Any(package => package.FeatureSlug == feature);
            return (made, isNew ? new RememberedLane(project, feature, wpId, null) : null);
        });
    }

    /// <inheritdoc cref="Create(EmitRequest)"/>
    /// <param name="payload">The package.</param>
    public EmitResult Create(WorkPackageCreatedPayload payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return Create(new EmitRequest { EventType = SyncEventTypes.WPCreated, Payload = Events.Json.ContractJson.Write(payload) });
    }

    /// <summary>Moves a package: judges the transition, queues what the wire shows of it, and remembers the lane.</summary>
    /// <returns>The event; or why none is sent, the lane being remembered all the same; or every fault, with nothing queued and nothing remembered.</returns>
    /// <exception cref="ClientException">Several features could be meant, the queue is full, or a file cannot be used.</exception>
    public MoveResult Move(WorkPackageMove move)
    {
        ArgumentNullException.ThrowIfNull(move);
        return _lanes.Change(_emitter.Project.ProjectUuid, move.WpId, known => Move(move, known));
    }

    private (MoveResult Result, RememberedLane? Now) Move(WorkPackageMove move, IReadOnlyList<RememberedLane> known)
    {
        var package = PackageOf(move, known);
        var named = move with
        {
            FeatureSlug = move.FeatureSlug ?? package?.FeatureSlug,
            Actor = move.Actor ?? _emitter.SignedIn()?.Username ?? AccountName,
        };
        var faults = TransitionFaults.Of(named, package, out var from, out var to);
        if (faults.Count > 0)
        {
            return (new MoveResult(faults, from), null);
        }

        var now = new RememberedLane(_emitter.Project.ProjectUuid, named.FeatureSlug, named.WpId, to.ToText());
        if (LaneMapping.Collapse(from, to) is not { } shown)
        {
            return (new MoveResult(from, to, from is null ? MoveSuppression.NoPreviousLane : MoveSuppression.SameSyncLane), now);
        }

        var made = _emitter.Emit(new SyncStatusChangedPayload
        {
            WpId = named.WpId,
            PreviousStatus = shown.Previous,
            NewStatus = shown.New,
            ChangedBy = named.Actor,
            FeatureSlug = named.FeatureSlug,
        });

        // Queued before it is remembered: whoever is killed in between says the lane again, and no event is missing.
        return made.IsQueued ? (new MoveResult(from, to, made.Event), now) : (new MoveResult(made.Faults, from), null);
    }

    private static RememberedLane? PackageOf(WorkPackageMove move, IReadOnlyList<RememberedLane> known)
    {
        if (move.FeatureSlug is { } feature)
        {
            return known.LastOrDefault(package => package.FeatureSlug == feature);
        }

        return known.Count <= 1
            ? known.FirstOrDefault()
            : throw new ClientException(
                ClientFailure.Misuse,
                $"Several features of this project have a {move.WpId}: {string.Join(", ", known.Select(package => package.FeatureSlug ?? "one without a name"))}.",
                "Say which one with --feature SLUG.");
    }
}
