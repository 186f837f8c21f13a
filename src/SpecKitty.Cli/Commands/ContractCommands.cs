using System.CommandLine;

namespace SpecKitty.Cli.Commands;

/// <summary>The groups of commands that work on the contract alone: no server, no queue, no sign-in.</summary>
internal static class ContractCommands
{
    public static Command Events(CliContext context, string? word) => CommandGroups.Group(
        "events",
        "Validate events, reduce logs, derive warnings, from files or pipes.",
        context,
        word,
        [
            new("reduce", EventsReduceCommand.Create),
            new("validate", EventsValidateCommand.Create),
            new("warnings", EventsWarningsCommand.Create),
        ]);

    public static Command Schema(CliContext context, string? word) => CommandGroups.Group(
        "schema",
        "List, show, write and check the JSON Schemas of the contract.",
        context,
        word,
        [
            new("list", SchemaListCommand.Create),
            new("show", SchemaShowCommand.Create),
            new("generate", SchemaGenerateCommand.Create),
        ]);

    public static Command Conformance(CliContext context, string? word) => CommandGroups.Group(
        "conformance",
        "Hold this implementation against the fixtures of the contract.",
        context,
        word,
        [
            new("run", ConformanceRunCommand.Create),
        ]);
}
