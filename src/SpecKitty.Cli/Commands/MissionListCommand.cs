using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;

namespace SpecKitty.Cli.Commands;

/// <summary><c>mission list</c>: the missions of the project, as the server knows them.</summary>
internal static class MissionListCommand
{
    public static Command Create(CliContext context)
    {
        var limit = SharedOptions.Most("missions");
        var project = SharedOptions.Project("Another project than the one of the working directory.");
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("list", "List the missions of this project, newest first, and who of them was joined from here.")
        {
            Examples = [new("spec-kitty mission list", "a table at a terminal, JSON in a pipe"), new("spec-kitty mission list --limit 20 --json", "the newest 20, as JSON always")],
            ExitCodes = [ExitCodes.ServerUnreachable, ExitCodes.NotSignedIn, ExitCodes.Rejected, ExitCodes.LocalFile],
        };
        command.Add(limit);
        command.Add(project);
        command.Add(asJson);
        command.SetAction((parse, cancellationToken) =>
            RunAsync(context, SharedOptions.ProjectOf(parse.GetValue(project)), parse.GetValue(limit), parse.GetValue(asJson), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, Guid? other, int? limit, bool asJson, CancellationToken cancellationToken)
    {
        var home = SpecKittyHome.Find(context.Environment);
        var project = other is null ? CurrentProject.Of(context) : null;
        var uuid = other ?? project!.ProjectUuid;
        using var connection = ServerConnection.Open(new CredentialStore(home), clock: context.Clock);
        var missions = await connection.ListMissionsAsync(uuid, limit, cancellationToken);
        var memory = new MissionMemory(home).OfProject(uuid).ToDictionary(mission => mission.MissionId, StringComparer.Ordinal);
        if (asJson || !context.OutputIsTerminal)
        {
            JsonOutput.Write(context, json =>
            {
                json.WriteStartArray();
                foreach (var mission in missions)
                {
                    json.WriteStartObject();
                    json.WriteString("mission_id", mission.MissionId);
                    json.WriteString("title", mission.Title);
                    json.WriteString("correlation_id", mission.CorrelationId);
                    json.WriteStartArray("joined_from_here");
                    foreach (var participant in memory.GetValueOrDefault(mission.MissionId)?.Participants ?? [])
                    {
                        json.WriteStringValue(participant.ParticipantId);
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return ExitCodes.Fine;
        }

        if (missions.Count == 0)
        {
            context.Error.WriteLine("This project has no missions yet. Make one: spec-kitty mission create --title TEXT");
        }

        Tables.Draw(
            Tables.Console(context),
            $"Missions of {project?.ProjectSlug ?? uuid.ToString()}",
            ["mission", "title", "joined from here"],
            [.. missions.Select(mission => (IReadOnlyList<string>)
            [
                mission.MissionId,
                mission.Title ?? "",
                string.Join(", ", (memory.GetValueOrDefault(mission.MissionId)?.Participants ?? []).Select(participant => participant.DisplayName)),
            ])]);
        return ExitCodes.Fine;
    }
}
