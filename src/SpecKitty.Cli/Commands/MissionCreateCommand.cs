using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;

namespace SpecKitty.Cli.Commands;

/// <summary><c>mission create</c>: makes a mission in the project of the working directory.</summary>
internal static class MissionCreateCommand
{
    public static Command Create(CliContext context)
    {
        var title = new Option<string>("--title") { Description = "What the mission is about.", HelpName = "TEXT", Required = true };
        var id = new Option<string?>("--id") { Description = "Its id; the server chooses one when left out.", HelpName = "ID" };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("create", "Make a mission in this project and print its id.")
        {
            Examples = [new("spec-kitty mission create --title 'Land the importer' --id M042", "make mission M042")],
            ExitCodes = [ExitCodes.ServerUnreachable, ExitCodes.NotSignedIn, ExitCodes.Rejected, ExitCodes.LocalFile],
        };
        command.Add(title);
        command.Add(id);
        command.Add(asJson);
        command.SetAction((parse, cancellationToken) =>
            RunAsync(context, parse.GetRequiredValue(title), parse.GetValue(id), parse.GetValue(asJson), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string title, string? id, bool asJson, CancellationToken cancellationToken)
    {
        var home = SpecKittyHome.Find(context.Environment);
        var project = CurrentProject.Of(context);
        using var connection = ServerConnection.Open(new CredentialStore(home), clock: context.Clock);
        var mission = await connection.CreateMissionAsync(project.ProjectUuid, title, id, cancellationToken);
        new MissionMemory(home).Remember(project.ProjectUuid, mission.MissionId, mission.Title ?? title, mission.CorrelationId);
        context.Accomplished = $"The mission {mission.MissionId} was created.";
        if (asJson)
        {
            JsonOutput.WriteObject(context, json =>
            {
                json.WriteString("mission_id", mission.MissionId);
                json.WriteString("project_uuid", project.ProjectUuid);
                json.WriteString("title", mission.Title ?? title);
                json.WriteString("correlation_id", mission.CorrelationId);
            });
        }
        else
        {
            context.Output.WriteLine(mission.MissionId);
        }

        context.Error.WriteLine($"Made mission {mission.MissionId}. Next: spec-kitty mission join {mission.MissionId} --type human --name NAME");
        return ExitCodes.Fine;
    }
}
