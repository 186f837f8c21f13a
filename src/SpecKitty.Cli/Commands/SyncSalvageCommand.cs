using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Home;
using SpecKitty.Client.Queue;

namespace SpecKitty.Cli.Commands;

/// <summary><c>sync salvage</c>: reads the sound events of a damaged queue file back into the queue.</summary>
internal static class SyncSalvageCommand
{
    public static Command Create(CliContext context)
    {
        var file = new Argument<string>("file") { Description = "The damaged queue file, such as queue.db.damaged-TIME, or a copy of a queue. It is not changed.", HelpName = "FILE" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Count only." };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("salvage", "Read the sound events of a damaged queue file, and put those that were not delivered into the queue. Can be repeated. Works offline.")
        {
            Examples =
            [
                new("spec-kitty sync salvage ~/.spec-kitty/queue.db.damaged-20260212T100000000Z --dry-run", "how much of it can be read"),
                new("spec-kitty sync salvage ~/.spec-kitty/queue.db.damaged-20260212T100000000Z", "queue what was not delivered"),
            ],
            ExitCodes = [ExitCodes.LocalFile],
        };
        command.Add(file);
        command.Add(dryRun);
        command.Add(asJson);
        command.SetAction(parse => Run(context, parse.GetRequiredValue(file), parse.GetValue(dryRun), parse.GetValue(asJson)));
        return command;
    }

    private static int Run(CliContext context, string path, bool dryRun, bool asJson)
    {
        var home = SpecKittyHome.Find(context.Environment);
        using var queue = OfflineQueue.Open(home, clock: context.Clock);
        QueueNotice.Tell(context, queue);
        var result = new QueueSalvage(queue, home).Run(context.FullPath(path), dryRun);
        if (asJson)
        {
            JsonOutput.WriteObject(context, json =>
            {
                json.WriteNumber("salvaged", result.Salvaged);
                json.WriteNumber("present", result.Present);
                json.WriteNumber("delivered", result.Delivered);
                json.WriteNumber("damaged", result.Damaged);
                json.WriteNumber("unreadable", result.Unreadable);
                json.WriteBoolean("dry_run", dryRun);
            });
        }
        else
        {
            context.Output.WriteLine($"{(dryRun ? "Would be salvaged" : "Salvaged")}: {result.Salvaged}");
            context.Output.WriteLine($"In the queue already: {result.Present}");
            context.Output.WriteLine($"Delivered before: {result.Delivered}");
            context.Output.WriteLine($"Damaged: {result.Damaged}");
            context.Output.WriteLine($"Unreadable places: {result.Unreadable}");
        }

        context.Error.WriteLine(dryRun ? "Nothing was changed." : result.Salvaged == 0 ? "There was nothing to put into the queue." : "Send them: spec-kitty sync now.");
        return ExitCodes.Fine;
    }
}
