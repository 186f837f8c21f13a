namespace SpecKitty.Server.Storage;

/// <summary>One project's rows, under its lock and inside a transaction; good only while <see cref="IAppendWork.ExecuteAsync"/> runs.</summary>
/// <remarks>Reads see what the transaction has written so far, by this work and by those that share the transaction.</remarks>
public interface IProjectWriter
{
    /// <summary>The project; null while nobody has registered it.</summary>
    ProjectRecord? Project { get; }

    /// <summary>Registers the project to a team. Only when <see cref="Project"/> is null.</summary>
    /// <param name="teamSlug">The team.</param>
    /// <param name="createdAt">When.</param>
    /// <param name="name">What the team calls it; null for no name.</param>
    /// <returns>A task that ends when the row is written.</returns>
    ValueTask RegisterAsync(string teamSlug, DateTimeOffset createdAt, string? name = null);

    /// <summary>Finds a mission of the project.</summary>
    /// <param name="missionId">The mission.</param>
    /// <returns>The mission; null when the project has none of this id.</returns>
    ValueTask<MissionRecord?> FindMissionAsync(string missionId);

    /// <summary>Adds a mission whose id is free.</summary>
    /// <param name="mission">The mission; its project must be this one and registered.</param>
    /// <returns>A task that ends when the row is written.</returns>
    ValueTask AddMissionAsync(MissionRecord mission);

    /// <summary>Finds which of some events the log has already.</summary>
    /// <param name="eventIds">The ids, as they are written.</param>
    /// <returns>The envelopes of those that it has, by id.</returns>
    ValueTask<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> FindEventsAsync(IReadOnlyCollection<string> eventIds);

    /// <summary>Finds which of some heartbeats the log had, before retention removed them.</summary>
    /// <param name="eventIds">The ids, as they are written.</param>
    /// <returns>What is left of those that it had, by id.</returns>
    ValueTask<IReadOnlyDictionary<string, RemovedHeartbeat>> FindRemovedAsync(IReadOnlyCollection<string> eventIds);

    /// <summary>Reads events of the project.</summary>
    /// <param name="query">Which events.</param>
    /// <returns>The events, in order of sequence.</returns>
    ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(EventQuery query);

    /// <summary>Puts events at the end of the project's log. The project must be registered and none of the ids taken.</summary>
    /// <param name="events">The events, in order.</param>
    /// <returns>The sequence of the first; the others follow without a gap.</returns>
    ValueTask<long> AppendAsync(IReadOnlyList<NewEvent> events);

    /// <summary>Takes heartbeats out of the log and keeps what is left of them beside it. Sequences and all other events stay as they are.</summary>
    /// <param name="heartbeats">What to keep of each; the event of its sequence and id goes.</param>
    /// <returns>A task that ends when the rows are written.</returns>
    ValueTask RemoveAsync(IReadOnlyList<RemovedHeartbeat> heartbeats);

    /// <summary>Reads the heartbeats that are still in the log, by an index of their own: however many other events lie between them.</summary>
    /// <param name="afterSequence">The sequence to begin behind; 0 for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <returns>The heartbeats, in order of sequence.</returns>
    ValueTask<IReadOnlyList<StoredEvent>> ReadHeartbeatsAsync(long afterSequence, int limit);

    /// <summary>Keeps a participant token and forgets those of the project that have ended.</summary>
    /// <param name="token">The token; its project must be this one and registered.</param>
    /// <param name="most">How many live tokens its participant may have.</param>
    /// <returns>False when the participant has as many already; the token is not kept then.</returns>
    ValueTask<bool> AddTokenAsync(ParticipantTokenRecord token, int most);

    /// <summary>Deletes every token of a participant.</summary>
    /// <param name="missionId">The mission.</param>
    /// <param name="participantId">The participant.</param>
    /// <returns>A task that ends when the rows are gone.</returns>
    ValueTask DeleteTokensAsync(string missionId, string participantId);

    /// <summary>Says whether the tokens of a participant are good for delivering events alone, or for all that participant tokens are good for.</summary>
    /// <param name="missionId">The mission.</param>
    /// <param name="participantId">The participant.</param>
    /// <param name="deliversOnly">True after the participant has left by itself; false when it has joined again.</param>
    /// <returns>A task that ends when the rows are written.</returns>
    ValueTask SetDeliversOnlyAsync(string missionId, string participantId, bool deliversOnly);
}
