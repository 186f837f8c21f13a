using System.CommandLine;
using SpecKitty.Cli.Input;
using SpecKitty.Cli.Output;
using SpecKitty.Cli.Reducing;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Values;

namespace SpecKitty.Cli.Commands;

/// <summary><c>events reduce</c>: logs in, states out.</summary>
internal static class EventsReduceCommand
{
    public static Command Create(CliContext context)
    {
        var file = new Argument<string?>("FILE") { Description = "JSON Lines, one envelope a line, in any order. Standard input when '-' or left out.", Arity = ArgumentArity.ZeroOrOne };
        var reducer = SharedOptions.OneOf("--reducer", Vocabulary<ReducerName>.Instance.Words, "collaboration", "Which state to build. With --batch: for lines that name none.");
        var mode = SharedOptions.OneOf("--mode", Vocabulary<ReductionMode>.Instance.Words, "strict", "Stop at the first event that breaks integrity, or record an anomaly and go on. The collaboration reducer alone knows both; the others always record.");
        var roster = new Option<string?>("--roster") { Description = "Who counts as joined before the first event: a JSON file, participant id to participant identity.", HelpName = "FILE" };
        var mission = new Option<string?>("--mission") { Description = "Fold the events of this mission; that of the first event when left out.", HelpName = "ID" };
        var batch = new Option<string?>("--batch") { Description = "Reduce many logs: one JSON object a line with id, reducer, mode, roster and events (a list of envelopes, each as text or as an object). '-' for standard input. Ends with 0 when every line was processed, whatever became of its log.", HelpName = "FILE" };
        var command = new DocumentedCommand("reduce", "Fold a log of events into its state: one JSON object on standard output. A strict violation leaves standard output empty and puts one JSON object on standard error: kind, event_id, event_type, participant_id, message.")
        {
            Examples =
            [
                new("spec-kitty events reduce mission.jsonl", "the collaboration state, or the first event that breaks integrity"),
                new("spec-kitty events reduce mission.jsonl --mode permissive | jq .anomalies", "the state whatever the log holds, and what was wrong with it"),
                new("spec-kitty events reduce tail.jsonl --roster roster.json", "a log that begins after its participants joined"),
                new("spec-kitty events reduce - --reducer status < board.jsonl", "where each work package stands"),
                new("spec-kitty events reduce project.jsonl --reducer board | jq '.work_packages | group_by(.lane)'", "the board of a project, lane by lane, with the history of each work package"),
                new("spec-kitty events reduce --batch logs.jsonl", "one {\"id\", \"state\"} or {\"id\", \"error\"} for each line"),
            ],
            ExitCodes = [ExitCodes.ContractBroken, ExitCodes.StrictViolation],
        };
        command.Add(file);
        command.Add(reducer);
        command.Add(mode);
        command.Add(roster);
        command.Add(mission);
        command.Add(batch);
        command.SetAction(parse =>
        {
            var request = new ReductionRequest(
                parse.GetWord(reducer, Vocabulary<ReducerName>.Instance),
                parse.GetWord(mode, Vocabulary<ReductionMode>.Instance),
                null,
                parse.GetValue(mission));
            return parse.GetValue(batch) is { } lines
                ? RunBatch(context, lines, parse.GetValue(file), parse.GetValue(roster), request)
                : Run(context, parse.GetValue(file), parse.GetValue(roster), request);
        });
        return command;
    }

    private static int RunBatch(CliContext context, string lines, string? file, string? roster, ReductionRequest request)
    {
        if (file is not null)
        {
            throw new CliException(ExitCodes.Misuse, $"Both --batch {lines} and {file} are to be read.", "Give one of them.");
        }

        if (roster is not null || request.MissionId is not null)
        {
            throw new CliException(ExitCodes.Misuse, $"{(roster is not null ? "--roster" : "--mission")} does not go with --batch.", "Each line of a batch carries its own roster, and its mission is that of its first event.");
        }

        return new BatchReduction(context, request).Run(lines);
    }

    private static int Run(CliContext context, string? file, string? roster, ReductionRequest request)
    {
        if (request.Reducer != ReducerName.Collaboration && (roster is not null || request.MissionId is not null))
        {
            throw new CliException(
                ExitCodes.Misuse,
                $"{(roster is not null ? "--roster" : "--mission")} means nothing to the {Vocabulary<ReducerName>.Instance.TextOf(request.Reducer)} reducer.",
                "Leave it out, or use --reducer collaboration.");
        }

        if (roster is InputFile.StandardInput && file is null or InputFile.StandardInput)
        {
            throw new CliException(ExitCodes.Misuse, "Both the roster and the events are to come from standard input.", "Give one of them as a file.");
        }

        var participants = roster is null ? null : RosterFile.Read(context, roster, "reduced");
        if (EnvelopeLog.Read(context, file, "there is no state") is not { } log)
        {
            return ExitCodes.ContractBroken;
        }

        if ((request with { Roster = participants }).Reduce(log, out var violation) is not { } state)
        {
            ErrorJson.WriteLine(context, json => ReductionErrors.Write(json, violation!));
            return ExitCodes.StrictViolation;
        }

        if (log.Count == 0)
        {
            context.Error.WriteLine("The input holds no events; this is the state of an empty log.");
        }

        using var output = new DataOutput(context);
        output.Write(state);
        output.Write("\n"u8);
        output.Flush();
        return ExitCodes.Fine;
    }
}
