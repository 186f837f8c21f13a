using System.CommandLine;
using System.Text.Json;
using SpecKitty.Cli.Output;
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
    private const int MostReasons = 5;

    public static Command Create(CliContext context)
    {
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("now", "Send everything in the queue, in order, and say what became of it.")
        {
            Examples =
            [
                new("spec-kitty sync now", "send, and print the summary"),
                new("spec-kitty sync now --json", "print the summary with every failure as JSON"),
            ],
            ExitCodes = [ExitCodes.ServerUnreachable, ExitCodes.NotSignedIn, ExitCodes.Rejected, ExitCodes.LocalFile],
        };
        command.Add(asJson);
        command.SetAction((parse, cancellationToken) => RunAsync(context, parse.GetValue(asJson), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, bool asJson, CancellationToken cancellationToken)
    {
        var home = SpecKittyHome.Find(context.Environment);
        using var connection = ServerConnection.Open(new CredentialStore(home), clock: context.Clock);
        using var queue = OfflineQueue.Open(home, clock: context.Clock);
        QueueNotice.Tell(context, queue);
        var summary = await new BatchSync(queue, connection, new ClockFile(home), new ProjectLinks(home)).RunAsync(cancellationToken);
        if (asJson)
        {
            JsonOutput.WriteObject(context, json => Write(json, summary, context.Clock.GetUtcNow()));
        }
        else
        {
            Print(context, summary);
        }

        Talk(context, summary);
        return summary.Stopped is { } stopped ? throw stopped : summary.Failed > 0 ? ExitCodes.Rejected : ExitCodes.Fine;
    }

    private static void Print(CliContext context, SyncSummary summary)
    {
        context.Output.WriteLine($"Synced: {summary.Synced}, Duplicates: {summary.Duplicates}, Failed: {summary.Failed}");
        foreach (var (category, count) in summary.Categories)
        {
            context.Output.WriteLine($"  {category}: {count}");
        }
    }

    private static void Talk(CliContext context, SyncSummary summary)
    {
        foreach (var category in summary.Categories.Keys)
        {
            foreach (var failure in summary.Failures.Where(failure => failure.Category == category).Take(MostReasons))
            {
                context.Error.WriteLine($"rejected {failure.EventId}: {failure.Error}");
            }

            context.Error.WriteLine($"  fix ({category}): {ErrorCategories.Remedy(category)}");
        }

        if (summary.Unanswered > 0)
        {
            context.Error.WriteLine($"The server gave no result for {summary.Unanswered} of the events sent; they stay in the queue.");
        }

        if (summary.Damaged > 0)
        {
            context.Error.WriteLine($"{summary.Damaged} damaged rows were set aside in the queue; see 'spec-kitty sync status'.");
        }

        if (summary.NotLinked > 0)
        {
            context.Error.WriteLine($"{summary.NotLinked} events stay on this machine: their projects are not linked to this server and user. Inside such a project: spec-kitty project link.");
        }

        if (summary.HeldByOthers > 0)
        {
            context.Error.WriteLine($"Another sync is sending; {summary.HeldByOthers} events were left to it.");
        }
    }

    /// <summary>The report of the contract: <c>generated_at</c>, <c>summary</c>, <c>failures</c>.</summary>
    private static void Write(Utf8JsonWriter json, SyncSummary summary, DateTimeOffset now)
    {
        json.WriteInstant("generated_at", now);
        json.WriteStartObject("summary");
        json.WriteNumber("total_events", summary.TotalEvents);
        json.WriteNumber("synced", summary.Synced);
        json.WriteNumber("duplicates", summary.Duplicates);
        json.WriteNumber("failed", summary.Failed);
        json.WriteStartObject("categories");
        foreach (var (category, count) in summary.Categories)
        {
            json.WriteNumber(category, count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("failures");
        foreach (var failure in summary.Failures)
        {
            json.WriteStartObject();
            json.WriteString("event_id", failure.EventId);
            json.WriteString("error", failure.Error);
            json.WriteString("category", failure.Category);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
