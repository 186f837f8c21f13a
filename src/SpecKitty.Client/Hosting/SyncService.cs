using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SpecKitty.Client.Syncing;

namespace SpecKitty.Client.Hosting;

/// <summary>Delivers what is queued while the host runs, and logs each round that did something.</summary>
/// <remarks>Stopping the host ends a batch on its way; what was not answered stays in the queue for the next start.</remarks>
public sealed class SyncService(SyncLoop loop, ILogger<SyncService> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var round in loop.RunAsync(stoppingToken))
        {
            Log(round);
        }
    }

    private void Log(SyncRound round)
    {
        var summary = round.Summary;
        if (summary.TotalEvents > 0)
        {
            log.LogInformation("Synced: {Synced}, Duplicates: {Duplicates}, Failed: {Failed}", summary.Synced, summary.Duplicates, summary.Failed);
        }

        foreach (var (category, count) in summary.Categories)
        {
            log.LogWarning("{Count} events were rejected as {Category}. {Remedy}", count, category, ErrorCategories.Remedy(category));
        }

        if (round.Notice is { } notice)
        {
            log.LogWarning("{Notice}", notice);
        }

        if (summary.NotLinked > 0)
        {
            log.LogWarning("{NotLinked} events stay on this machine: their projects are not linked to this server and user. Inside such a project: spec-kitty project link.", summary.NotLinked);
        }

        if (summary.Stopped is { } stopped)
        {
            log.LogWarning("{Cause} {Remedy} Next try in {Pause}.", stopped.Message, stopped.Remedy, round.NextTry);
        }
    }
}
