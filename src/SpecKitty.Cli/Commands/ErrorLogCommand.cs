using System.CommandLine;
using SpecKitty.Cli.Input;
using SpecKitty.Events.Sync;

namespace SpecKitty.Cli.Commands;

/// <summary><c>error log</c>: an error is logged.</summary>
internal static class ErrorLogCommand
{
    public static Command Create(CliContext context)
    {
        var type = EmitArguments.Word<ErrorKind>("--type", "The kind of error.");
        var message = new Option<string>("--message") { Description = "What went wrong.", HelpName = "TEXT", Required = true };
        var wp = new Option<string?>("--wp") { Description = "The work package that it hit.", HelpName = "WP" };
        var stack = new Option<string?>("--stack-trace") { Description = "Where in the program: a text, @FILE, or - for standard input.", HelpName = "TEXT|@FILE|-" };
        var agent = new Option<string?>("--agent") { Description = "The agent that it hit.", HelpName = "ID" };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("log", "Log an error for the others to see.")
        {
            Examples =
            [
                new("spec-kitty error log --type network --message 'The registry does not answer.'", "an error of no work package"),
                new("spec-kitty error log --type runtime --message 'The import broke off.' --wp WP01 --agent claude --stack-trace @trace.txt", "one with all that is known"),
            ],
            ExitCodes = Emission.Codes,
        };
        command.Add(type);
        command.Add(message);
        command.Add(wp);
        command.Add(stack);
        command.Add(agent);
        command.Add(asJson);
        command.SetAction(parse =>
        {
            using var draft = new PayloadDraft()
                .Text("--type", "error_type", parse.GetValue(type))
                .Text("--message", "error_message", parse.GetValue(message))
                .Text("--wp", "wp_id", parse.GetValue(wp))
                .Text("--stack-trace", "stack_trace", ArgumentText.ReadText(context, parse.GetValue(stack)))
                .Text("--agent", "agent_id", parse.GetValue(agent));
            return Emission.Run(context, SyncEventTypes.ErrorLogged, draft, parse.GetValue(asJson));
        });
        return command;
    }
}
