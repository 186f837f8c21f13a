using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Retention;

/// <summary>Removes superseded heartbeats from every project now and then, when a retention time is configured.</summary>
internal sealed partial class HeartbeatRetention(IEventLog log, HeartbeatRetentionOptions options, TimeProvider time, ILogger<HeartbeatRetention> logger) : BackgroundService
{
    private const int ProjectsAtOnce = 500;

    /// <summary>Goes through every project once. A project that fails keeps none of the others.</summary>
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
                after = project;
                try
                {
                    removed += await RemoveAsync(project, receivedBefore, cancellationToken);
                }
#pragma warning disable CA1031 // One project that fails must not keep the others.
                catch (Exception exception) when (exception is not StoreUnavailableException && !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    Kept(logger, project, FailureText.Describe(exception));
                }
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
#pragma warning disable CA1031 // Whatever it is, the next round may do better, and a service that throws stops the server.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                // The next round finds whatever this one has left.
                Postponed(logger, FailureText.Describe(exception));
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Removed {Count} superseded heartbeats")]
    private static partial void Removed(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Superseded heartbeats stay until the next round: {Failure}")]
    private static partial void Postponed(ILogger logger, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Superseded heartbeats of {Project} stay until the next round: {Failure}")]
    private static partial void Kept(ILogger logger, Guid project, string failure);

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
        while (round.LeavesMore);

        return removed;
    }
}
