using System.CommandLine;
using SpecKitty.Cli.Input;
using SpecKitty.Events.Sync;

namespace SpecKitty.Cli.Commands;

/// <summary><c>wp note</c>: an entry in the history of a work package.</summary>
internal static class WpNoteCommand
{
    public static Command Create(CliContext context)
    {
        var wp = EmitArguments.WorkPackage();
        var type = EmitArguments.Word<HistoryEntryType>("--type", "The kind of entry.");
        var content = new Option<string>("--content") { Description = "What it says; - for standard input.", HelpName = "TEXT|-", Required = true };
        var author = new Option<string?>("--author") { Description = "Who wrote it.", HelpName = "NAME" };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("note", "Add to the history of a work package.")
        {
            Examples =
            [
                new("spec-kitty wp note WP01 --type note --content 'Half of the files are read.'", "a note"),
                new("spec-kitty wp note WP01 --type review --content - --author ada < review.md", "a long review from a file"),
            ],
            ExitCodes = Emission.Codes,
        };
        command.Add(wp);
        command.Add(type);
        command.Add(content);
        command.Add(author);
        command.Add(asJson);
        command.SetAction(parse =>
        {
            using var draft = new PayloadDraft()
                .Text("WP", "wp_id", parse.GetValue(wp))
                .Text("--type", "entry_type", parse.GetValue(type))
                .Text("--content", "entry_content", EmitArguments.TextOrInput(context, parse.GetRequiredValue(content)))
                .Text("--author", "author", parse.GetValue(author));
            return Emission.Run(context, SyncEventTypes.HistoryAdded, draft, parse.GetValue(asJson));
        });
        return command;
    }
}
