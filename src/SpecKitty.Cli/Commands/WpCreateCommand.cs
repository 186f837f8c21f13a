using System.CommandLine;
using SpecKitty.Cli.Input;
using SpecKitty.Events.Sync;

namespace SpecKitty.Cli.Commands;

/// <summary><c>wp create</c>: a work package is created.</summary>
internal static class WpCreateCommand
{
    public static Command Create(CliContext context)
    {
        var wp = EmitArguments.WorkPackage();
        var title = new Option<string>("--title") { Description = "Its title.", HelpName = "TEXT", Required = true };
        var feature = new Option<string>("--feature") { Description = "Its feature.", HelpName = "SLUG", Required = true };
        var dependsOn = new Option<string[]>("--depends-on") { Description = "The work packages that come before it.", HelpName = "WP", AllowMultipleArgumentsPerToken = true };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("create", "Say that a work package is created.")
        {
            Examples =
            [
                new("spec-kitty wp create WP01 --title 'Read the old format' --feature 042-importer", "a work package without dependencies"),
                new("spec-kitty wp create WP03 --title 'Write the new one' --feature 042-importer --depends-on WP01 WP02", "one that waits for two others"),
            ],
            ExitCodes = Emission.Codes,
        };
        command.Add(wp);
        command.Add(title);
        command.Add(feature);
        command.Add(dependsOn);
        command.Add(asJson);
        command.SetAction(parse =>
        {
            using var draft = new PayloadDraft()
                .Text("WP", "wp_id", parse.GetValue(wp))
                .Text("--title", "title", parse.GetValue(title))
                .Text("--feature", "feature_slug", parse.GetValue(feature))
                .List("--depends-on", "dependencies", parse.GetValue(dependsOn));
            return Emission.Run(context, SyncEventTypes.WPCreated, draft, parse.GetValue(asJson), static (emission, request) => emission.WorkPackages.Create(request));
        });
        return command;
    }
}
