using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Syncing;

namespace SpecKitty.Cli.Commands;

/// <summary><c>mission leave</c>: lets a participant who was joined from here leave.</summary>
internal static class MissionLeaveCommand
{
    public static Command Create(CliContext context)
    {
        var id = new Argument<string?>("id") { Description = "The mission; the one used last here when left out.", HelpName = "ID", Arity = ArgumentArity.ZeroOrOne };
        var participant = new Option<string?>("--participant") { Description = "Who leaves, by name or id; the only one joined from here when left out.", HelpName = "NAME|ID" };
        var command = new DocumentedCommand("leave", "Leave a mission. What is queued is sent first; what could not be sent is accepted later too.")
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
        var waiting = await DeliverAsync(context, home, project, connection, cancellationToken);
        var left = await connection.LeaveAsync(project.ProjectUuid, missionId, leaving.ParticipantId, cancellationToken);
        var file = new ClockFile(home, context.Clock);
        file.Observe(left.LamportClock);
        ClockNotice.Tell(context, file.Notice);
        memory.Leave(project.ProjectUuid, missionId, leaving.ParticipantId);
        context.Error.WriteLine($"{leaving.DisplayName} left mission {missionId}.");
        if (waiting > 0)
        {
            context.Error.WriteLine($"warning: {waiting} events are still in the queue. What was emitted before the leave is accepted later too.");
            context.Error.WriteLine("  fix: Run 'spec-kitty sync now'; 'spec-kitty sync diagnose' says what is wrong with events that were rejected.");
        }

        return ExitCodes.Fine;
    }

    /// <summary>Sends what is queued of linked projects, so that the participant leaves nothing behind.</summary>
    /// <returns>How many events are still in the queue.</returns>
    private static async Task<long> DeliverAsync(CliContext context, SpecKittyHome home, ProjectFile project, ServerConnection connection, CancellationToken cancellationToken)
    {
        using var queue = OfflineQueue.Open(home, clock: context.Clock);
        QueueNotice.Tell(context, queue);
        var links = new ProjectLinks(home);
        if (queue.Status().Undelivered > 0 && links.AllowedFor(connection.SignIn).Contains(project.ProjectUuid))
        {
            var summary = await new BatchSync(queue, connection, new ClockFile(home, context.Clock), links, time: context.Clock).RunAsync(progress: null, cancellationToken);
            SyncText.Talk(context, summary);
        }

        return queue.Status().Undelivered;
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
