using System.CommandLine;
using SpecKitty.Cli.Input;
using SpecKitty.Events.Sync;

namespace SpecKitty.Cli.Commands;

/// <summary><c>wp resolve</c>: a dependency of a work package is resolved.</summary>
internal static class WpResolveCommand
{
    public static Command Create(CliContext context)
    {
        var wp = EmitArguments.WorkPackage();
        var on = new Option<string>("--on") { Description = "The work package that it waited for.", HelpName = "WP", Required = true };
        var how = EmitArguments.Word<ResolutionType>("--as", "How that came to be.");
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("resolve", "Say that a work package need not wait for another any more.")
        {
            Examples =
            [
                new("spec-kitty wp resolve WP02 --on WP01 --as completed", "WP01 is done, WP02 can begin"),
                new("spec-kitty wp resolve WP03 --on WP01 --as skipped", "it goes on without WP01"),
            ],
            ExitCodes = Emission.Codes,
        };
        command.Add(wp);
        command.Add(on);
        command.Add(how);
        command.Add(asJson);
        command.SetAction(parse =>
        {
            using var draft = new PayloadDraft()
                .Text("WP", "wp_id", parse.GetValue(wp))
                .Text("--on", "dependency_wp_id", parse.GetValue(on))
                .Text("--as", "resolution_type", parse.GetValue(how));
            return Emission.Run(context, SyncEventTypes.DependencyResolved, draft, parse.GetValue(asJson));
        });
        return command;
    }
}
