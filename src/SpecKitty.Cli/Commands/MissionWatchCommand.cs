using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Client;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;
using SpecKitty.Client.Live;
using SpecKitty.Client.Projects;

namespace SpecKitty.Cli.Commands;

/// <summary><c>mission watch</c>: a mission as it goes on, until it is told to end.</summary>
internal static class MissionWatchCommand
{
    public static Command Create(CliContext context)
    {
        var id = new Argument<string?>("id") { Description = "The mission; the one used last here when left out.", HelpName = "ID", Arity = ArgumentArity.ZeroOrOne };
        var present = new Option<bool>("--present") { Description = "Also tell the others every 15 seconds that your participant is there." };
        var participant = new Option<string?>("--participant") { Description = "With --present: who is there, by name or id, where several were joined from this machine.", HelpName = "NAME" };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand(
            "watch",
            "Show a mission as it goes on: who is there, who drives, what is warned, run, decided and said. Your clock moves with what is shown, so that what you emit sorts after it. Ends with Ctrl-C, with 0; a line to the server that breaks is opened again by itself.")
        {
            Examples =
            [
                new("spec-kitty mission watch", "a live view at a terminal, JSON lines in a pipe"),
                new("spec-kitty mission watch M042 --present", "and be seen as being there"),
                new("spec-kitty mission watch --json | jq .type", "every message on a line: snapshot, event, change"),
            ],
            ExitCodes = [ExitCodes.NotSignedIn, ExitCodes.Rejected, ExitCodes.LocalFile, ExitCodes.OutputClosed],
        };
        command.Add(id);
        command.Add(present);
        command.Add(participant);
        command.Add(asJson);
        command.Validators.Add(result =>
        {
            if (result.GetResult(participant) is not null && !result.GetValue(present))
            {
                result.AddError("--participant says who is there, so it needs --present.");
            }
        });
        command.SetAction((parse, cancellationToken) => RunAsync(
            context, parse.GetValue(id), parse.GetValue(present), parse.GetValue(participant), parse.GetValue(asJson), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string? id, bool isPresent, string? participant, bool asJson, CancellationToken cancellationToken)
    {
        var home = SpecKittyHome.Find(context.Environment);
        var project = CurrentProject.Of(context);
        var missionId = CurrentMission.Of(new MissionMemory(home), project, id);
        using var connection = ServerConnection.Open(new CredentialStore(home), clock: context.Clock);
        var lamport = new ClockFile(home, context.Clock);
        var follower = new MissionFollower(connection, project.ProjectUuid, missionId, clock: context.Clock, lamport: lamport);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = asJson || !MissionScreen.CanBeDrawn(context)
            ? PrintAsync(context, follower, ending.Token)
            : new MissionScreen(context, missionId, token => connection.MissionStateAsync(project.ProjectUuid, missionId, token)).FollowAsync(follower, ending.Token);
        try
        {
            await (isPresent ? Concurrency.UntilOneEndsAsync(watching, BeatAsync(context, home, project, connection, missionId, participant, ending.Token), ending) : watching);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how one stops watching.
        }
        finally
        {
            ClockNotice.Tell(context, lamport.Notice);
        }

        return ExitCodes.Fine;
    }

    private static async Task BeatAsync(
        CliContext context, SpecKittyHome home, ProjectFile project, ServerConnection connection, string missionId, string? participant, CancellationToken ending)
    {
        using var queue = Client.Queue.OfflineQueue.Open(home, clock: context.Clock);
        var beat = new PresenceBeat(new EventEmitter(home, queue, project, context.Clock, context.WorkingDirectory), connection, new ProjectLinks(home), context.Clock);
        await beat.RunAsync(missionId, participant ?? context.Environment(SharedOptions.ParticipantVariable), new Troubles<ClientException?>(trouble => Complain(context, trouble)), ending);
    }

    private static async Task PrintAsync(CliContext context, MissionFollower follower, CancellationToken cancellationToken)
    {
        using var output = new DataOutput(context);
        var line = new Troubles<LiveLine>(now =>
        {
            Complain(context, now.Trouble);
            if (now.NextTry is { } wait)
            {
                context.Error.WriteLine($"  waiting: the next try is in {Moment.Text(wait)}.");
            }
        });
        await foreach (var message in follower.FollowAsync(line, cancellationToken))
        {
            output.WriteObject(json =>
            {
                json.WriteString("type", message.Name);
                json.WriteNumber("sequence", message.Sequence);
                json.WritePropertyName(message.Name);
                json.WriteRawValue(message.Json.Span);
            });
            output.Flush();
        }
    }

    private static void Complain(CliContext context, ClientException? trouble)
    {
        if (trouble is not null)
        {
            Complaint.Write(context.Error, trouble.Message, trouble.Remedy);
        }
    }

    private sealed class Troubles<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}
