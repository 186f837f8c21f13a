using System.CommandLine;
using System.Globalization;
using SpecKitty.Cli.Output;
using SpecKitty.Client;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Syncing;

namespace SpecKitty.Cli.Commands;

/// <summary><c>sync now</c>: delivers what is queued.</summary>
internal static class SyncNowCommand
{
    public static Command Create(CliContext context)
    {
        var report = new Option<string?>("--report") { Description = "Also write the report to a file, in one step; also when the run stops early.", HelpName = "FILE" };
        var limit = new Option<int?>("--limit") { Description = "Send at most so many events.", HelpName = "N" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be sent, and where. Asks no server." };
        var asJson = SharedOptions.Json();
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [var word] && int.TryParse(word.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var events) && events < 1)
            {
                result.AddError("--limit must be at least 1.");
            }
        });
        var command = new DocumentedCommand(
            "now",
            "Send everything in the queue, in order, and say what became of it. 0 means that all went out, 6 that some were rejected; 4, 5 and 7 that it could not be tried to the end.")
        {
            Examples =
            [
                new("spec-kitty sync now", "send, and print the summary"),
                new("spec-kitty sync now --json", "print the report with every failure as JSON"),
                new("spec-kitty sync now --report sync.json", "keep the report in a file"),
                new("spec-kitty sync now --dry-run", "look before sending"),
            ],
            ExitCodes = [ExitCodes.ServerUnreachable, ExitCodes.NotSignedIn, ExitCodes.Rejected, ExitCodes.LocalFile, ExitCodes.Interrupted],
        };
        command.Add(report);
        command.Add(limit);
        command.Add(dryRun);
        command.Add(asJson);
        command.SetAction((parse, cancellationToken) => parse.GetValue(dryRun)
            ? PreviewAsync(context, parse.GetValue(limit), parse.GetValue(asJson), cancellationToken)
            : RunAsync(context, parse.GetValue(report), parse.GetValue(limit), parse.GetValue(asJson), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string? report, int? limit, bool asJson, CancellationToken cancellationToken)
    {
        var reportPath = report is null ? null : PathOf(context, report);
        var home = SpecKittyHome.Find(context.Environment);
        SyncSummary summary;
        try
        {
            summary = await SendAsync(context, home, limit, cancellationToken);
        }
        catch (ClientException stopped)
        {
            summary = SyncSummary.NotBegun(stopped);
        }

        var now = context.Clock.GetUtcNow();
        context.Accomplished = $"The sync has ended, and the queue holds its result: {SyncText.Line(summary)}.";
        if (asJson)
        {
            JsonOutput.WriteObject(context, json => SyncReport.Write(json, summary, now));
        }
        else if (summary.Stopped is null || summary.TotalEvents > 0)
        {
            SyncText.Print(context, summary);
        }

        SyncText.Talk(context, summary);
        if (reportPath is not null)
        {
            SyncReport.Save(reportPath, summary, now);
        }

        return CodeOf(summary);
    }

    private static async Task<SyncSummary> SendAsync(CliContext context, SpecKittyHome home, int? limit, CancellationToken cancellationToken)
    {
        using var connection = ServerConnection.Open(new CredentialStore(home), clock: context.Clock);
        using var queue = OfflineQueue.Open(home, clock: context.Clock);
        QueueNotice.Tell(context, queue);
        var clock = new ClockFile(home, context.Clock);
        var sync = new BatchSync(queue, connection, clock, new ProjectLinks(home), new SyncOptions { Limit = limit }, context.Clock);
        var summary = SyncProgressBar.CanBeDrawn(context)
            ? await SyncProgressBar.WhileAsync(context, progress => sync.RunAsync(progress, cancellationToken))
            : await sync.RunAsync(progress: null, cancellationToken);
        ClockNotice.Tell(context, clock.Notice);
        return summary;
    }

    private static async Task<int> PreviewAsync(CliContext context, int? limit, bool asJson, CancellationToken cancellationToken)
    {
        var home = SpecKittyHome.Find(context.Environment);
        using var connection = ServerConnection.Open(new CredentialStore(home), clock: context.Clock);
        using var queue = OfflineQueue.Open(home, clock: context.Clock);
        QueueNotice.Tell(context, queue);
        var sync = new BatchSync(queue, connection, new ClockFile(home), new ProjectLinks(home), new SyncOptions { Limit = limit }, context.Clock);
        var preview = await sync.PreviewAsync(cancellationToken);
        if (asJson)
        {
            JsonOutput.WriteObject(context, json => SyncText.WritePreview(json, preview));
        }
        else
        {
            SyncText.Print(context, preview);
        }

        return ExitCodes.Fine;
    }

    /// <summary>Nothing, when everything went out that may; otherwise the gravest of what stands in the way.</summary>
    private static int CodeOf(SyncSummary summary) => summary switch
    {
        { IsInterrupted: true } => throw new OperationCanceledException(),

        // Not an event but the request as a whole was refused, so that nothing more could be tried.
        { Stopped: { Failure: ClientFailure.Refused } refused } => throw new CliException(ExitCodes.ServerUnreachable, refused.Message, refused.Remedy, refused),
        { Stopped: { } stopped } => throw stopped,
        { Failed: > 0 } => ExitCodes.Rejected,
        { Unanswered: > 0 } => ExitCodes.ServerUnreachable,
        { Damaged: > 0 } => ExitCodes.LocalFile,
        _ => ExitCodes.Fine,
    };

    /// <summary>Checked before anything is sent, since a report that cannot be written is no reason to find out afterwards.</summary>
    private static string PathOf(CliContext context, string report)
    {
        var path = context.FullPath(report);
        return Directory.Exists(Path.GetDirectoryName(path)) && !Directory.Exists(path)
            ? path
            : throw new CliException(ExitCodes.Misuse, $"The report cannot be written to {path}: its folder is not there, or it is a folder itself.", "Name a file in a folder that is there.");
    }
}
