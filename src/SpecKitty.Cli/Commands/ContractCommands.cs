using System.CommandLine;

namespace SpecKitty.Cli.Commands;

/// <summary>The groups of commands that work on the contract alone: no server, no queue, no sign-in.</summary>
internal static class ContractCommands
{
    public static Command Events(CliContext context) => new("events", "Validate events, reduce logs, derive warnings, from files or pipes.")
    {
        EventsReduceCommand.Create(context),
        EventsValidateCommand.Create(context),
        EventsWarningsCommand.Create(context),
    };

    public static Command Schema(CliContext context) => new("schema", "List, show, write and check the JSON Schemas of the contract.")
    {
        SchemaListCommand.Create(context),
        SchemaShowCommand.Create(context),
        SchemaGenerateCommand.Create(context),
    };

    public static Command Conformance(CliContext context) => new("conformance", "Hold this implementation against the fixtures of the contract.")
    {
        ConformanceRunCommand.Create(context),
    };
}
