using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Home;
using SpecKitty.Client.Queue;

namespace SpecKitty.Cli.Commands;

/// <summary><c>sync export</c>: the queued events as a log.</summary>
internal static class SyncExportCommand
{
    private static readonly string[] Words = [.. QueueExport.Undelivered.Append(EventState.Delivered).Select(StateText.Of)];

    public static Command Create(CliContext context)
    {
        var state = new Option<string[]>("--state") { Description = "The state of the events; may be given several times. All that is undelivered when left out.", AllowMultipleArgumentsPerToken = false };
        state.AcceptOnlyFromAmong(Words);
        var project = SharedOptions.Project("Only events of this project.");
        var output = new Option<string?>("--output") { Description = "The file to write, in one step, mode 600. Standard output when left out.", HelpName = "FILE" };
        var command = new DocumentedCommand("export", "Write queued events as JSON Lines, each envelope byte for byte, in the order of queueing. Damaged rows are left out and counted. Asks no server.")
        {
            Examples =
            [
                new("spec-kitty sync export --output waiting.jsonl", "everything that was not delivered"),
                new("spec-kitty sync export | spec-kitty events validate", "hold it against the contract"),
                new("spec-kitty sync export --state delivered --state pending", "also what was delivered and is still kept"),
            ],
            ExitCodes = [ExitCodes.LocalFile, ExitCodes.OutputClosed],
        };
        command.Add(state);
        command.Add(project);
        command.Add(output);
        command.SetAction(parse => Run(context, parse.GetValue(state) ?? [], SharedOptions.ProjectOf(parse.GetValue(project)), parse.GetValue(output)));
        return command;
    }

    private static int Run(CliContext context, string[] words, Guid? project, string? path)
    {
        IReadOnlyList<EventState> states = words.Length == 0
            ? QueueExport.Undelivered
            : [.. QueueExport.Undelivered.Append(EventState.Delivered).Where(state => words.Contains(StateText.Of(state), StringComparer.Ordinal))];
        using var queue = OfflineQueue.OpenToRead(SpecKittyHome.Find(context.Environment), clock: context.Clock);
        QueueNotice.Tell(context, queue);
        var export = new QueueExport(queue);
        var result = path is null ? ToStandardOutput(context, export, states, project) : export.WriteFile(context.FullPath(path), states, project);
        context.Error.WriteLine($"{Count.Of(result.Events, "event")} exported{(path is null ? "" : $" to {path}")}.");
        if (result.Damaged > 0)
        {
            context.Error.WriteLine($"warning: {Count.Of(result.Damaged, "damaged row")} left out; see 'spec-kitty sync diagnose'.");
        }

        return ExitCodes.Fine;
    }

    private static ExportResult ToStandardOutput(CliContext context, QueueExport export, IReadOnlyList<EventState> states, Guid? project)
    {
        using var output = new DataOutput(context);
        using var lines = new DataOutputStream(output);
        var result = export.WriteTo(lines, states, project);
        output.Flush();
        return result;
    }
}
