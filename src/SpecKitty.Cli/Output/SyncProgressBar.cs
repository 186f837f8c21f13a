using System.Globalization;
using SpecKitty.Client.Syncing;
using Spectre.Console;

namespace SpecKitty.Cli.Output;

/// <summary>Draws how far a sync has come, on standard error, for a person at a terminal.</summary>
internal static class SyncProgressBar
{
    private const double MiB = 1024 * 1024;

    /// <summary>Whether there is a person at a terminal whose cursor can be moved; colours are another matter.</summary>
    public static bool CanBeDrawn(CliContext context) => context.ErrorIsTerminal && context.Environment("TERM") != "dumb";

    /// <summary>Runs work, with a bar from its first report to its end.</summary>
    public static async Task<SyncSummary> WhileAsync(CliContext context, Func<IProgress<SyncProgress>, Task<SyncSummary>> work)
    {
        var console = StyledConsole.OfProgress(context);
        return await console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn())
            .StartAsync(async drawing =>
            {
                var summary = await work(new Bar(drawing));
                drawing.Refresh();
                return summary;
            });
    }

    /// <summary>How many events, how fast, and for how long still.</summary>
    internal static string Describe(SyncProgress progress)
    {
        var left = progress.Remaining is { } remaining ? $", {Moment.Text(remaining)} left" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Sent} of {Math.Max(progress.Total, progress.Sent)} events, {progress.Bytes / MiB:0.0} MiB, {progress.Rate:0}/s{left}");
    }

    private sealed class Bar(ProgressContext drawing) : IProgress<SyncProgress>
    {
        private ProgressTask? _task;

        public void Report(SyncProgress value)
        {
            _task ??= drawing.AddTask("sync");
            _task.MaxValue = Math.Max(1, Math.Max(value.Total, value.Sent));
            _task.Value = value.Sent;
            _task.Description = Describe(value);
        }
    }
}
