using System.CommandLine;
using System.Text.Json;
using SpecKitty.Cli.Input;
using SpecKitty.Cli.Output;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Json;
using SpecKitty.Events.Values;

namespace SpecKitty.Cli.Commands;

/// <summary><c>events warnings</c>: a log in, the warnings out that it calls for and does not hold.</summary>
internal static class EventsWarningsCommand
{
    /// <summary>The node that <c>--events</c> emits as.</summary>
    private const string NodeId = "spec-kitty-warnings";

    public static Command Create(CliContext context)
    {
        var file = new Argument<string?>("FILE") { Description = "JSON Lines, one envelope a line, in any order and of any missions. Standard input when '-' or left out.", Arity = ArgumentArity.ZeroOrOne };
        var roster = new Option<string?>("--roster") { Description = "Who counts as joined before the first event: a JSON file, participant id to participant identity.", HelpName = "FILE" };
        var mission = new Option<string?>("--mission") { Description = "Look at this mission only; at all that the log names, each by itself, when left out.", HelpName = "ID" };
        var asJson = SharedOptions.Json();
        asJson.Description = "Print JSON: one object a line. It is so in a pipe anyway.";
        var asEvents = new Option<bool>("--events") { Description = "Print the warnings as events that can be appended to the log: one envelope a line, caused by what caused the overlap, clock and time right behind it." };
        var command = new DocumentedCommand("warnings", "Derive the warnings that a log calls for and does not hold: participants who drive on one target, run one step, or run steps on one work package. The same log gives the same warnings, with the same ids as from a server. Events that break integrity count for nothing.")
        {
            Examples =
            [
                new("spec-kitty events warnings mission.jsonl", "a table at a terminal, JSON in a pipe"),
                new("spec-kitty events warnings mission.jsonl --json | jq -r 'select(.severity == \"warning\") | .warning_id'", "those that are between people"),
                new("spec-kitty events warnings mission.jsonl --events | cat mission.jsonl - | spec-kitty events reduce", "the state as it is with the warnings in it"),
            ],
            ExitCodes = [ExitCodes.ContractBroken],
        };
        command.Add(file);
        command.Add(roster);
        command.Add(mission);
        command.Add(asJson);
        command.Add(asEvents);
        command.SetAction(parse => Run(context, parse.GetValue(file), parse.GetValue(roster), parse.GetValue(mission), parse.GetValue(asJson), parse.GetValue(asEvents)));
        return command;
    }

    private static int Run(CliContext context, string? file, string? roster, string? mission, bool asJson, bool asEvents)
    {
        if (asJson && asEvents)
        {
            throw new CliException(ExitCodes.Misuse, "Both --json and --events say what is to be printed.", "Give one of them; events are JSON too.");
        }

        if (roster is InputFile.StandardInput && file is null or InputFile.StandardInput)
        {
            throw new CliException(ExitCodes.Misuse, "Both the roster and the events are to come from standard input.", "Give one of them as a file.");
        }

        var participants = roster is null ? null : RosterFile.Read(context, roster, "derived");
        if (EnvelopeLog.Read(context, file, "nothing was derived") is not { } log)
        {
            return ExitCodes.ContractBroken;
        }

        var warnings = WarningDetection.Derive(log, participants, mission);
        if (asEvents || asJson || !context.OutputIsTerminal)
        {
            Print(context, warnings, asEvents);
        }
        else
        {
            Draw(context, warnings);
        }

        if (warnings.Count == 0)
        {
            context.Error.WriteLine("The log calls for no warning that it does not hold.");
        }

        return ExitCodes.Fine;
    }

    private static void Print(CliContext context, EquatableList<DerivedWarning> warnings, bool asEvents)
    {
        using var output = new DataOutput(context);
        foreach (var warning in warnings)
        {
            if (asEvents)
            {
                // A log has no now: what is derived from it must not depend on when that is done.
                output.Write(EventWriter.ToUtf8(warning.ToEvent(NodeId, warning.Cause.LamportClock + 1, warning.Cause.Timestamp)));
                output.Write("\n"u8);
            }
            else
            {
                output.WriteObject(json => Write(json, warning));
            }
        }

        output.Flush();
    }

    private static void Write(Utf8JsonWriter json, DerivedWarning warning)
    {
        json.WriteString("warning_id", warning.WarningId);
        json.WriteString("warning_type", warning.WarningType);
        json.WriteString("severity", SeverityOf(warning));
        json.WriteString("mission_id", warning.MissionId);
        json.WriteString("causation_id", warning.Cause.EventId.ToString());
        json.WriteString("causation_type", warning.Cause.EventType);
        json.WriteString("caused_at", warning.Cause.Timestamp.ToString());
        json.WritePropertyName("payload");
        json.WriteRawValue(ContractJson.Write(warning.ToPayload()).Utf8.Span, skipInputValidation: true);
    }

    private static void Draw(CliContext context, EquatableList<DerivedWarning> warnings) => Tables.Draw(
        Tables.Console(context),
        "Warnings",
        ["mission", "severity", "about", "participants", "since", "warning"],
        [.. warnings.Select(warning => (IReadOnlyList<string>)
        [
            warning.MissionId,
            SeverityOf(warning),
            warning.FocusTarget is { } target ? $"drive on {target}" : $"step {warning.StepId}{(warning.WpId is { } wpId ? $" of {wpId}" : "")}",
            string.Join(", ", warning.ParticipantIds),
            warning.Cause.Timestamp.ToString(),
            warning.WarningId,
        ])]);

    private static string SeverityOf(DerivedWarning warning) => Vocabulary<WarningSeverity>.Instance.TextOf(warning.Severity);
}
