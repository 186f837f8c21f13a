using System.CommandLine;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;

namespace SpecKitty.Cli.Commands;

/// <summary><c>mission leave</c>: lets a participant who was joined from here leave.</summary>
internal static class MissionLeaveCommand
{
    public static Command Create(CliContext context)
    {
        var id = new Argument<string?>("id") { Description = "The mission; the one used last here when left out.", HelpName = "ID", Arity = ArgumentArity.ZeroOrOne };
        var participant = new Option<string?>("--participant") { Description = "Who leaves, by name or id; the only one joined from here when left out.", HelpName = "NAME|ID" };
        var command = new DocumentedCommand("leave", "Leave a mission. Events that are still queued should be synced before.")
        {
            Examples = [new("spec-kitty mission leave", "leave the mission used last"), new("spec-kitty mission leave M042 --participant Ada", "when several were joined from here")],
            ExitCodes = [ExitCodes.ServerUnreachable, ExitCodes.NotSignedIn, ExitCodes.Rejected, ExitCodes.LocalFile],
        };
        command.Add(id);
        command.Add(participant);
        command.SetAction((parse, cancellationToken) => RunAsync(context, parse.GetValue(id), parse.GetValue(participant), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string? id, string? named, CancellationToken cancellationToken)
    {
        var home = SpecKittyHome.Find(context.Environment);
        var project = CurrentProject.Of(context);
        var memory = new MissionMemory(home);
        var missionId = CurrentMission.Of(memory, project, id);
        var joined = memory.Find(project.ProjectUuid, missionId)?.Participants ?? [];
        var leaving = Choose(joined, missionId, named);
        using var connection = ServerConnection.Open(new CredentialStore(home), clock: context.Clock);
        var left = await connection.LeaveAsync(project.ProjectUuid, missionId, leaving.ParticipantId, cancellationToken);
        var file = new ClockFile(home, context.Clock);
        file.Observe(left.LamportClock);
        ClockNotice.Tell(context, file.Notice);
        memory.Leave(project.ProjectUuid, missionId, leaving.ParticipantId);
        context.Error.WriteLine($"{leaving.DisplayName} left mission {missionId}.");
        return ExitCodes.Fine;
    }

    private static JoinedParticipant Choose(IReadOnlyList<JoinedParticipant> joined, string missionId, string? named)
    {
        if (named is not null)
        {
            return joined.LastOrDefault(participant => participant.ParticipantId == named || participant.DisplayName == named)
                ?? new JoinedParticipant(named, "", named);
        }

        return joined switch
        {
            [var only] => only,
            [] => throw new CliException(
                ExitCodes.Misuse,
                $"Nobody was joined to mission {missionId} from this machine.",
                "Name who leaves with --participant ID; 'spec-kitty mission state' shows the roster."),
            _ => throw new CliException(
                ExitCodes.Misuse,
                $"Several participants were joined to mission {missionId} from this machine: {string.Join(", ", joined.Select(one => one.DisplayName))}.",
                "Name who leaves with --participant NAME."),
        };
    }
}
