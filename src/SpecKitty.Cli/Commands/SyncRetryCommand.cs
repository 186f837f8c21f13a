using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Home;
using SpecKitty.Client.Queue;

namespace SpecKitty.Cli.Commands;

/// <summary><c>sync retry</c>: gives rejected events new attempts.</summary>
internal static class SyncRetryCommand
{
    public static Command Create(CliContext context)
    {
        var ids = new Argument<string[]>("ID") { Description = "The events, failed or dead; all failed ones when none is named.", Arity = ArgumentArity.ZeroOrMore };
        var dead = new Option<bool>("--dead") { Description = "With no ID: the dead ones too." };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("retry", "Give rejected events new attempts: they are pending again, in their old place. Damaged rows are left as they are. Asks no server.")
        {
            Examples =
            [
                new("spec-kitty sync retry --dead", "all failed and dead events, after their cause is gone"),
                new("spec-kitty sync retry 01KGF1Y6W46ESBVZ57T5DFV001", "one"),
            ],
            ExitCodes = [ExitCodes.LocalFile],
        };
        command.Add(ids);
        command.Add(dead);
        command.Add(asJson);
        command.SetAction(parse => Run(context, parse.GetValue(ids) ?? [], parse.GetValue(dead), parse.GetValue(asJson)));
        return command;
    }

    private static int Run(CliContext context, string[] ids, bool dead, bool asJson)
    {
        var home = SpecKittyHome.Find(context.Environment);
        using var queue = OfflineQueue.Open(home, clock: context.Clock);
        QueueNotice.Tell(context, queue);
        var repair = new QueueRepair(queue, home);
        var retried = ids.Length > 0 ? repair.Retry(ids) : repair.RetryAll(dead);
        context.Accomplished = $"{Count.Of(retried, "event")} will be sent again.";
        if (asJson)
        {
            JsonOutput.WriteObject(context, json => json.WriteNumber("retried", retried));
        }
        else
        {
            context.Output.WriteLine($"Retried: {retried}");
        }

        context.Error.WriteLine(retried == 0 ? "No event was to be retried." : "They go out with the next 'spec-kitty sync now'.");
        return ExitCodes.Fine;
    }
}
