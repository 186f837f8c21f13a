using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;

namespace SpecKitty.Cli.Commands;

/// <summary><c>mission join</c>: gets a participant from the server and remembers it.</summary>
internal static class MissionJoinCommand
{
    public static Command Create(CliContext context)
    {
        var id = new Argument<string>("id") { Description = "The mission.", HelpName = "ID" };
        var type = new Option<string>("--type") { Description = "What joins: human or llm_context.", HelpName = "human|llm_context", Required = true };
        type.AcceptOnlyFromAmong("human", "llm_context");
        var name = new Option<string>("--name") { Description = "The name that others see.", HelpName = "NAME", Required = true };
        var participant = new Option<string?>("--participant") { Description = "Join again as this participant, which was yours. Left out, one of the same type and name that was joined from here is taken again.", HelpName = "ID" };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("join", "Join a mission of this project. The server mints the participant; 'emit' uses it from then on.")
        {
            Examples =
            [
                new("spec-kitty mission join M042 --type human --name Ada", "join as a person"),
                new("spec-kitty mission join M042 --type llm_context --name 'Claude, terminal 2'", "join as the context of a language model"),
                new("spec-kitty mission join M042 --type llm_context --name Claude --participant 01KH8JZ6E0FK6SY9541SJ3EQHB", "join again as the participant whose events wait in the queue"),
            ],
            ExitCodes = [ExitCodes.ServerUnreachable, ExitCodes.NotSignedIn, ExitCodes.Rejected, ExitCodes.LocalFile],
        };
        command.Add(id);
        command.Add(type);
        command.Add(name);
        command.Add(participant);
        command.Add(asJson);
        command.SetAction((parse, cancellationToken) =>
            RunAsync(context, parse.GetRequiredValue(id), parse.GetRequiredValue(type), parse.GetRequiredValue(name), parse.GetValue(participant), parse.GetValue(asJson), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string id, string type, string name, string? again, bool asJson, CancellationToken cancellationToken)
    {
        var home = SpecKittyHome.Find(context.Environment);
        var project = CurrentProject.Of(context);
        using var connection = ServerConnection.Open(new CredentialStore(home), clock: context.Clock);
        var memory = new MissionMemory(home);
        again ??= memory.Find(project.ProjectUuid, id)?.Participants.LastOrDefault(one => one.ParticipantType == type && one.DisplayName == name)?.ParticipantId;
        var joined = (again is null ? null : await connection.RejoinAsync(project.ProjectUuid, id, again, cancellationToken))
            ?? await connection.JoinAsync(project.ProjectUuid, id, type, name, cancellationToken);

        // The next event made here must sort after the join, or a strict reducer would not know its participant yet.
        var file = new ClockFile(home, context.Clock);
        var clock = file.Observe(joined.LamportClock);
        ClockNotice.Tell(context, file.Notice);
        memory.Remember(project.ProjectUuid, id, title: null, joined.CorrelationId);
        var participant = new JoinedParticipant(joined.Participant.ParticipantId, joined.Participant.ParticipantType is { Length: > 0 } known ? known : type, joined.Participant.DisplayName ?? name);
        memory.Join(project.ProjectUuid, id, participant);
        context.Accomplished = $"{participant.DisplayName} joined mission {id} as {participant.ParticipantId}.";
        if (asJson)
        {
            JsonOutput.WriteObject(context, json =>
            {
                json.WriteString("mission_id", id);
                json.WriteString("participant_id", participant.ParticipantId);
                json.WriteString("participant_type", participant.ParticipantType);
                json.WriteString("display_name", participant.DisplayName);
                json.WriteString("correlation_id", joined.CorrelationId);
                json.WriteNumber("lamport_clock", clock.Value);
            });
        }
        else
        {
            context.Output.WriteLine(participant.ParticipantId);
        }

        context.Error.WriteLine($"{participant.DisplayName} joined mission {id}.");
        return ExitCodes.Fine;
    }
}
