using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;

namespace SpecKitty.Cli.Commands;

/// <summary><c>sync requeue</c>: sends delivered events again, to another server.</summary>
internal static class SyncRequeueCommand
{
    public static Command Create(CliContext context)
    {
        var to = new Option<string>("--to") { Description = "The server that is to have them; the projects must be linked to it.", HelpName = "URL", Required = true };
        var since = new Option<string?>("--since") { Description = "Only those delivered at this time or later: ISO 8601 with an offset.", HelpName = "TIME" };
        var project = SharedOptions.Project("Only those of this project.");
        var again = new Option<bool>("--again") { Description = "Those too that went to this very server." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Count only." };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("requeue", "Make delivered events pending again, in their old order, for another server. They are kept for 30 days after delivery. Asks no server.")
        {
            Examples =
            [
                new("spec-kitty sync requeue --to https://kitty.example --dry-run", "how many events of which projects that would be"),
                new("spec-kitty sync requeue --to https://kitty.example --since 2026-02-01T00:00:00Z", "what was delivered since, to any other server"),
                new("spec-kitty sync requeue --to https://kitty.example --again", "after the server lost its data"),
            ],
            ExitCodes = [ExitCodes.LocalFile],
        };
        command.Add(to);
        command.Add(since);
        command.Add(project);
        command.Add(again);
        command.Add(dryRun);
        command.Add(asJson);
        command.SetAction(parse => Run(
            context,
            new RequeueRequest
            {
                To = ServerAddress.Parse(parse.GetRequiredValue(to)),
                Since = SharedOptions.Instant(parse.GetValue(since), "--since"),
                ProjectUuid = SharedOptions.ProjectOf(parse.GetValue(project)),
                Again = parse.GetValue(again),
                DryRun = parse.GetValue(dryRun),
            },
            parse.GetValue(asJson)));
        return command;
    }

    private static int Run(CliContext context, RequeueRequest request, bool asJson)
    {
        var home = SpecKittyHome.Find(context.Environment);
        using var queue = OfflineQueue.Open(home, clock: context.Clock);
        QueueNotice.Tell(context, queue);
        var result = new QueueRepair(queue, home).Requeue(request, new ProjectLinks(home));
        context.Accomplished = request.DryRun ? null : $"{Count.Of(result.Events, "event")} were requeued.";
        if (asJson)
        {
            JsonOutput.WriteObject(context, json =>
            {
                json.WriteNumber("requeued", result.Events);
                json.WriteBoolean("dry_run", request.DryRun);
                json.WriteStartArray("projects");
                foreach (var project in result.Projects)
                {
                    json.WriteStartObject();
                    json.WriteString("project_uuid", project.Name);
                    json.WriteNumber("events", project.Events);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
        }
        else
        {
            context.Output.WriteLine($"{(request.DryRun ? "Would be requeued" : "Requeued")}: {result.Events}");
            foreach (var project in result.Projects)
            {
                context.Output.WriteLine($"  {project.Name}: {project.Events}");
            }
        }

        context.Error.WriteLine(result.Events == 0
            ? "No delivered event is kept that this applies to; --again takes those too that this very server has."
            : request.DryRun ? "Nothing was changed." : $"Signed in to {request.To}, send them: spec-kitty sync now.");
        return ExitCodes.Fine;
    }
}
