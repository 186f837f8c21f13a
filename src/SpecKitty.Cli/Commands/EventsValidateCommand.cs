using System.CommandLine;
using SpecKitty.Cli.Validating;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Cli.Commands;

/// <summary><c>events validate</c>: envelopes or payloads in, one verdict a line out.</summary>
internal static class EventsValidateCommand
{
    public static Command Create(CliContext context)
    {
        var file = new Argument<string?>("FILE") { Description = "JSON Lines, one envelope a line. Standard input when '-' or left out.", Arity = ArgumentArity.ZeroOrOne };
        var surface = SharedOptions.OneOf("--surface", Vocabulary<ValidationSurface>.Instance.Words, "any", "What payloads are held against: the package's models (contract), the handoff's eight payloads (wire), either (any), or nothing (envelope: the payload is not looked at).");
        var batch = new Option<string?>("--batch") { Description = "Validate items: one JSON object a line with id, event_type and payload, or id and event; payload and event as an object or as text. The event type Event says that the payload is a whole envelope. '-' for standard input.", HelpName = "FILE" };
        var command = new DocumentedCommand("validate", "Hold events against the contract: typed model and JSON Schema. Prints one JSON object a line: line, event_id, valid, errors (path, code, message, layer).")
        {
            Examples =
            [
                new("spec-kitty events validate mission.jsonl", "every line with its verdict; exit code 1 when one is invalid"),
                new("spec-kitty events validate mission.jsonl | jq 'select(.valid | not)'", "only what is wrong"),
                new("spec-kitty events validate - --surface wire < batch.jsonl", "hold payloads against the handoff's eight"),
                new("spec-kitty events validate --batch items.jsonl", "payloads by themselves; paths begin at the payload"),
            ],
            ExitCodes = [ExitCodes.ContractBroken],
        };
        command.Add(file);
        command.Add(surface);
        command.Add(batch);
        command.SetAction(parse => Run(context, parse.GetValue(file), parse.GetValue(batch), parse.GetWord(surface, Vocabulary<ValidationSurface>.Instance)));
        return command;
    }

    private static int Run(CliContext context, string? file, string? batch, ValidationSurface surface)
    {
        var lines = new LineValidation(context, surface);
        if (batch is null)
        {
            return lines.RunEvents(file);
        }

        return file is null
            ? lines.RunBatch(batch)
            : throw new CliException(ExitCodes.Misuse, $"Both --batch {batch} and {file} are to be read.", "Give one of them.");
    }
}
