using System.CommandLine;
using SpecKitty.Cli.Input;
using SpecKitty.Events.Sync;

namespace SpecKitty.Cli.Commands;

/// <summary><c>feature complete</c>: a feature is completed.</summary>
internal static class FeatureCompleteCommand
{
    public static Command Create(CliContext context)
    {
        var slug = EmitArguments.Feature();
        var wps = new Option<string>("--wps") { Description = "How many work packages it had.", HelpName = "N", Required = true };
        var duration = new Option<string?>("--duration") { Description = "How long it took, for people.", HelpName = "TEXT" };
        var at = new Option<string?>("--completed-at") { Description = "When, ISO 8601; the time of the event when left out.", HelpName = "TIME" };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("complete", "Say that a feature is completed.")
        {
            Examples =
            [
                new("spec-kitty feature complete 042-importer --wps 3 --duration '4 days'", "all of it is done"),
            ],
            ExitCodes = Emission.Codes,
        };
        command.Add(slug);
        command.Add(wps);
        command.Add(duration);
        command.Add(at);
        command.Add(asJson);
        command.SetAction(parse =>
        {
            using var draft = new PayloadDraft()
                .Text("SLUG", "feature_slug", parse.GetValue(slug))
                .Number("--wps", "total_wps", parse.GetValue(wps))
                .Text("--completed-at", "completed_at", parse.GetValue(at))
                .Text("--duration", "total_duration", parse.GetValue(duration));
            return Emission.Run(context, SyncEventTypes.FeatureCompleted, draft, parse.GetValue(asJson));
        });
        return command;
    }
}
