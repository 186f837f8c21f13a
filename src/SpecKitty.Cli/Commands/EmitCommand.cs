using System.CommandLine;
using System.Text.Json;
using SpecKitty.Cli.Input;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Emitting;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Cli.Commands;

/// <summary><c>emit</c>: makes an event from a payload and the surroundings, and queues it.</summary>
internal static class EmitCommand
{
    public static Command Create(CliContext context)
    {
        var type = new Argument<string>("type") { Description = "The event type, exact, such as FocusChanged or WPStatusChanged.", HelpName = "TYPE" };
        var payload = new Option<string>("--payload") { Description = "The payload: JSON, @FILE, or - for standard input.", HelpName = "JSON|@FILE|-", Required = true };
        var mission = new Option<string?>("--mission") { Description = "The mission; the one used last here when left out.", HelpName = "ID" };
        var participant = new Option<string?>("--participant") { Description = $"Who acts, by name or id; {SharedOptions.ParticipantVariable}, or the only one joined from here, when left out.", HelpName = "NAME|ID" };
        var aggregate = new Option<string?>("--aggregate-id") { Description = "What it happened to; by the contract's mapping when left out.", HelpName = "ID" };
        var correlation = new Option<string?>("--correlation") { Description = "The run that it belongs to; the mission's when left out.", HelpName = "ID" };
        var causation = new Option<string?>("--causation") { Description = "The event that caused it.", HelpName = "ID" };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("emit", "Make an event, hold it against the contract, and queue it. When the command returns, the event is on disk. Works offline.")
        {
            Examples =
            [
                new("spec-kitty emit FocusChanged --payload '{\"focus_target\":{\"target_type\":\"wp\",\"target_id\":\"WP01\"}}'", "mission and participant come from 'mission join'"),
                new("spec-kitty emit WPStatusChanged --payload '{\"wp_id\":\"WP01\",\"previous_status\":\"planned\",\"new_status\":\"doing\"}'", "an event of the wire surface"),
                new("spec-kitty emit CommentPosted --payload @comment.json --participant Ada --json", "the payload from a file; print the whole envelope"),
                new("spec-kitty emit CommentPosted --payload - < comment.json", "the payload from standard input, as from another program"),
            ],
            ExitCodes = Emission.Codes,
        };
        command.Add(type);
        command.Add(payload);
        command.Add(mission);
        command.Add(participant);
        command.Add(aggregate);
        command.Add(correlation);
        command.Add(causation);
        command.Add(asJson);
        command.SetAction(parse =>
        {
            var text = ArgumentText.ReadBytes(context, parse.GetRequiredValue(payload));
            if (ParsePayload(text, context.Error) is not { } read)
            {
                return ExitCodes.ContractBroken;
            }

            var request = new EmitRequest
            {
                EventType = parse.GetRequiredValue(type),
                Payload = read,
                MissionId = parse.GetValue(mission),
                Participant = parse.GetValue(participant) ?? (context.Environment(SharedOptions.ParticipantVariable) is { Length: > 0 } named ? named : null),
                AcceptsUnknownParticipant = parse.GetValue(participant) is null,
                AggregateId = parse.GetValue(aggregate),
                CorrelationId = ParseId(parse.GetValue(correlation), "--correlation"),
                CausationId = ParseId(parse.GetValue(causation), "--causation"),
            };
            return Run(context, request, parse.GetValue(asJson));
        });
        return command;
    }

    private static int Run(CliContext context, EmitRequest request, bool asJson)
    {
        using var emission = Emission.Open(context);
        var made = emission.Emitter.Emit(request);
        if (made.IsQueued)
        {
            return emission.Print(made.Event, asJson);
        }

        return made.Faults.Any(fault => fault.Path is "payload.mission_id" or "payload.participant_id" && fault.Code == ContractErrorCode.MissingField)
            ? emission.Refuse(request.EventType, made.Faults, "'spec-kitty mission join' remembers mission and participant, so that they can be left out.")
            : emission.Refuse(request.EventType, made.Faults);
    }

    private static JsonText? ParsePayload(ReadOnlyMemory<byte> text, TextWriter error)
    {
        try
        {
            return JsonText.Parse(text);
        }
        catch (JsonException fault)
        {
            Complaint.Write(error, $"The payload is not clean JSON: {fault.Message}", "Correct it; in a shell, put the JSON into single quotes. Nothing was queued.");
            return null;
        }
    }

    private static EventId? ParseId(string? text, string option)
    {
        if (text is null)
        {
            return null;
        }

        return EventId.TryParse(text, out var id)
            ? id
            : throw new CliException(ExitCodes.Misuse, $"{option} is '{text}', which is neither a ULID nor a UUID.", "Give the 26 characters of a ULID, or a UUID.");
    }
}
