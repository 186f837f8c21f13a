using System.CommandLine;
using SpecKitty.Cli.Input;
using SpecKitty.Events.Sync;

namespace SpecKitty.Cli.Commands;

/// <summary><c>feature create</c>: a feature is created.</summary>
internal static class FeatureCreateCommand
{
    public static Command Create(CliContext context)
    {
        var slug = EmitArguments.Feature();
        var number = new Option<string>("--number") { Description = "Its number, three digits.", HelpName = "NNN", Required = true };
        var branch = new Option<string>("--target-branch") { Description = "The branch that it goes to.", HelpName = "NAME", Required = true };
        var wps = new Option<string>("--wps") { Description = "How many work packages it has.", HelpName = "N", Required = true };
        var at = new Option<string?>("--created-at") { Description = "When, ISO 8601; the time of the event when left out.", HelpName = "TIME" };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("create", "Say that a feature is created.")
        {
            Examples =
            [
                new("spec-kitty feature create 042-importer --number 042 --target-branch main --wps 3", "a feature of three work packages"),
            ],
            ExitCodes = Emission.Codes,
        };
        command.Add(slug);
        command.Add(number);
        command.Add(branch);
        command.Add(wps);
        command.Add(at);
        command.Add(asJson);
        command.SetAction(parse =>
        {
            using var draft = new PayloadDraft()
                .Text("SLUG", "feature_slug", parse.GetValue(slug))
                .Text("--number", "feature_number", parse.GetValue(number))
                .Text("--target-branch", "target_branch", parse.GetValue(branch))
                .Number("--wps", "wp_count", parse.GetValue(wps))
                .Text("--created-at", "created_at", parse.GetValue(at));
            return Emission.Run(context, SyncEventTypes.FeatureCreated, draft, parse.GetValue(asJson));
        });
        return command;
    }
}
