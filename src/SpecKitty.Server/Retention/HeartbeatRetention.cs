using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Retention;

/// <summary>Removes superseded heartbeats from every project now and then, when a retention time is configured.</summary>
internal sealed partial class HeartbeatRetention(IEventLog log, HeartbeatRetentionOptions options, TimeProvider time, ILogger<HeartbeatRetention> logger) : BackgroundService
{
    private const int ProjectsAtOnce = 500;

    /// <summary>Goes through every project once.</summary>
    /// <param name="cancellationToken">Stops between two rounds.</param>
    /// <returns>How many heartbeats were removed.</returns>
    public async Task<int> RemoveAsync(CancellationToken cancellationToken)
    {
        var receivedBefore = time.GetUtcNow() - options.Age!.Value;
        var removed = 0;
        Guid? after = null;
        IReadOnlyList<Guid> projects;
        do
        {
            projects = await log.ListProjectIdsAsync(after, ProjectsAtOnce, cancellationToken);
            foreach (var project in projects)
            {
                removed += await RemoveAsync(project, receivedBefore, cancellationToken);
                after = project;
            }
        }
        while (projects.Count == ProjectsAtOnce);

        return removed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Age is null)
        {
            return;
        }

        using var timer = new PeriodicTimer(HeartbeatRetentionOptions.Interval, time);
        do
        {
            try
            {
                Removed(logger, await RemoveAsync(stoppingToken));
            }
            catch (Exception exception) when (exception is StoreUnavailableException)
            {
                // The next round finds whatever this one has left.
                Postponed(logger, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Removed {Count} superseded heartbeats")]
    private static partial void Removed(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Superseded heartbeats stay until the next round: {Reason}")]
    private static partial void Postponed(ILogger logger, string reason);

    private async Task<int> RemoveAsync(Guid project, DateTimeOffset receivedBefore, CancellationToken cancellationToken)
    {
        var removed = 0;
        HeartbeatRemoval? round = null;
        do
        {
            round = new HeartbeatRemoval(project, receivedBefore, round);
            await log.AppendAsync(round, cancellationToken);
            removed += round.Removed;
        }
        while (round.HasMore);

        return removed;
    }
}
