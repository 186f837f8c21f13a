namespace SpecKitty.Server.Storage;

/// <summary>The log of every project: gapless, in the order of commits, byte for byte.</summary>
public interface IEventLog
{
    /// <summary>The generation of the logs, as it was when the store was opened: 1 while no backup was restored, then another number after each restore. A sequence means a place in one generation only.</summary>
    long Generation { get; }

    /// <summary>Starts a new generation, in a database that was set back to an earlier state. Open stores keep the one that they opened with.</summary>
    /// <param name="now">The time. Its milliseconds are the generation, so that a backup that is restored twice gets two different ones.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The generation, which was never used before.</returns>
    Task<long> StartGenerationAsync(DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Runs a work under its project's lock.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Gives up a work that has not begun; one that has begun is finished.</param>
    /// <returns>A task that ends when everything that the work wrote is durable, or fails with what the work threw.</returns>
    Task AppendAsync(IAppendWork work, CancellationToken cancellationToken = default);

    /// <summary>Reads what is committed of a project's log.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="query">Which events.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The events, in the order that the query says.</returns>
    Task<IReadOnlyList<StoredEvent>> ReadAsync(Guid projectId, EventQuery query, CancellationToken cancellationToken = default);

    /// <summary>Reads the end of a project's log.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="limit">How many events at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The newest events, in order of sequence.</returns>
    Task<IReadOnlyList<StoredEvent>> ReadTailAsync(Guid projectId, int limit, CancellationToken cancellationToken = default);

    /// <summary>Finds a project.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The project; null while nobody has registered it.</returns>
    Task<ProjectRecord?> FindProjectAsync(Guid projectId, CancellationToken cancellationToken = default);

    /// <summary>Lists the projects of some teams.</summary>
    /// <param name="teamSlugs">The teams.</param>
    /// <param name="afterProjectId">The project to begin behind; null for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The projects, by the bytes of their UUIDs.</returns>
    Task<IReadOnlyList<ProjectRecord>> ListProjectsAsync(IReadOnlyCollection<string> teamSlugs, Guid? afterProjectId, int limit, CancellationToken cancellationToken = default);

    /// <summary>Lists every project of every team, for maintenance.</summary>
    /// <param name="after">The project to begin behind; null for the beginning.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The projects, by the bytes of their UUIDs.</returns>
    Task<IReadOnlyList<Guid>> ListProjectIdsAsync(Guid? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Finds the missions of an id in every project of some teams.</summary>
    /// <param name="missionId">The mission.</param>
    /// <param name="teamSlugs">The teams.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The missions, by project.</returns>
    Task<IReadOnlyList<MissionRecord>> FindMissionsAsync(string missionId, IReadOnlyCollection<string> teamSlugs, CancellationToken cancellationToken = default);

    /// <summary>Finds the newest event of each of some missions.</summary>
    /// <param name="missions">The missions.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Those that have one, in no order that means anything.</returns>
    Task<IReadOnlyList<ActiveMission>> FindNewestAsync(IReadOnlyCollection<MissionRecord> missions, CancellationToken cancellationToken = default);

    /// <summary>Lists missions of every team, for maintenance.</summary>
    /// <param name="since">The least time at which their newest event came.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The missions with their newest events, in no order that means anything.</returns>
    Task<IReadOnlyList<ActiveMission>> ListActiveMissionsAsync(DateTimeOffset since, CancellationToken cancellationToken = default);

    /// <summary>Lists missions of some teams.</summary>
    /// <param name="teamSlugs">The teams.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The missions, newest first; those made in the same millisecond by project and id.</returns>
    Task<IReadOnlyList<MissionRecord>> ListMissionsAsync(IReadOnlyCollection<string> teamSlugs, MissionQuery query, CancellationToken cancellationToken = default);
}
