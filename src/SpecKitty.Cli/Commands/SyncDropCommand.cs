using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Home;
using SpecKitty.Client.Queue;

namespace SpecKitty.Cli.Commands;

/// <summary><c>sync drop</c>: takes one event out of the queue, and keeps a copy.</summary>
internal static class SyncDropCommand
{
    public static Command Create(CliContext context)
    {
        var id = new Argument<string>("ID") { Description = "The event." };
        var reason = new Option<string>("--reason") { Description = "Why; it is kept with the copy.", HelpName = "TEXT", Required = true };
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("drop", "Take an undelivered event out of the queue for good. A copy with the reason goes to dropped.jsonl in the home folder first. Asks before it does. Asks no server.")
        {
            Examples =
            [
                new("spec-kitty sync drop 01KGF1Y6W46ESBVZ57T5DFV001 --reason 'emitted by a broken script'", "ask, then drop"),
                new("spec-kitty sync drop 01KGF1Y6W46ESBVZ57T5DFV001 --reason 'emitted by a broken script' --yes", "in a script"),
            ],
            ExitCodes = [ExitCodes.LocalFile],
        };
        command.Add(id);
        command.Add(reason);
        command.Add(yes);
        command.Add(asJson);
        command.SetAction(parse => Run(context, parse.GetRequiredValue(id), parse.GetRequiredValue(reason), parse.GetValue(yes), parse.GetValue(asJson)));
        return command;
    }

    private static int Run(CliContext context, string id, string reason, bool yes, bool asJson)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new CliException(ExitCodes.Misuse, "The reason is empty.", "Say with --reason why the event is dropped.");
        }

        var home = SpecKittyHome.Find(context.Environment);
        using var queue = OfflineQueue.Open(home, clock: context.Clock);
        QueueNotice.Tell(context, queue);
        var repair = new QueueRepair(queue, home);
        if (!yes && repair.Find(id) is { } entry)
        {
            Ask(context, entry);
        }

        var dropped = repair.Drop(id, reason);
        context.Accomplished = $"The event {dropped.EventId} was dropped.";
        if (asJson)
        {
            JsonOutput.WriteObject(context, json =>
            {
                json.WriteString("event_id", dropped.EventId);
                json.WriteString("event_type", dropped.EventType);
                json.WriteString("reason", reason);
                json.WriteString("copy", home.DroppedPath);
            });
        }
        else
        {
            context.Output.WriteLine($"Dropped: {dropped.EventId}");
        }

        context.Error.WriteLine($"A copy was kept in {home.DroppedPath}.");
        return ExitCodes.Fine;
    }

    private static void Ask(CliContext context, QueueEntry entry)
    {
        if (!context.InputIsTerminal)
        {
            throw new CliException(ExitCodes.Misuse, "There is no terminal to ask at whether the event may be dropped. Nothing was dropped.", "Give --yes.");
        }

        context.Error.Ask($"Drop the {entry.EventType} {entry.EventId} ({StateText.Of(entry.State)}) for good, keeping a copy? [y/N] ");
        if (context.ReadLine()?.Trim() is not ("y" or "Y" or "yes"))
        {
            throw new CliException(ExitCodes.Misuse, "It was not agreed to. Nothing was dropped.", "Answer y, or give --yes.");
        }
    }
}
