using System.CommandLine;
using SpecKitty.Cli.Input;
using SpecKitty.Events.Sync;

namespace SpecKitty.Cli.Commands;

/// <summary><c>wp assign</c>: a work package is assigned to an agent.</summary>
internal static class WpAssignCommand
{
    public static Command Create(CliContext context)
    {
        var wp = EmitArguments.WorkPackage();
        var agent = new Option<string>("--agent") { Description = "Who is to do it.", HelpName = "ID", Required = true };
        var phase = EmitArguments.Word<WorkPhase>("--phase", "What is to be done.");
        var retryCount = new Option<string?>("--retry-count") { Description = "How often it was tried before.", HelpName = "N" };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("assign", "Say who works on a work package.")
        {
            Examples =
            [
                new("spec-kitty wp assign WP01 --agent claude --phase implementation", "somebody is to do the work"),
                new("spec-kitty wp assign WP01 --agent ada --phase review --retry-count 1", "somebody is to review it, for the second time"),
            ],
            ExitCodes = Emission.Codes,
        };
        command.Add(wp);
        command.Add(agent);
        command.Add(phase);
        command.Add(retryCount);
        command.Add(asJson);
        command.SetAction(parse =>
        {
            using var draft = new PayloadDraft()
                .Text("WP", "wp_id", parse.GetValue(wp))
                .Text("--agent", "agent_id", parse.GetValue(agent))
                .Text("--phase", "phase", parse.GetValue(phase))
                .Number("--retry-count", "retry_count", parse.GetValue(retryCount));
            return Emission.Run(context, SyncEventTypes.WPAssigned, draft, parse.GetValue(asJson));
        });
        return command;
    }
}
