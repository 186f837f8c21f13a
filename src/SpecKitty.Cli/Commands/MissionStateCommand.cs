using System.CommandLine;
using System.Text.Json;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;

namespace SpecKitty.Cli.Commands;

/// <summary><c>mission state</c>: a mission as the server folds it.</summary>
internal static class MissionStateCommand
{
    public static Command Create(CliContext context)
    {
        var id = new Argument<string?>("id") { Description = "The mission; the one used last here when left out.", HelpName = "ID", Arity = ArgumentArity.ZeroOrOne };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("state", "Show who takes part in a mission, who works on what, and what was warned, said and decided.")
        {
            Examples = [new("spec-kitty mission state", "tables at a terminal, JSON in a pipe"), new("spec-kitty mission state M042 --json", "the state as JSON")],
            ExitCodes = [ExitCodes.ServerUnreachable, ExitCodes.NotSignedIn, ExitCodes.Rejected, ExitCodes.LocalFile],
        };
        command.Add(id);
        command.Add(asJson);
        command.SetAction((parse, cancellationToken) => RunAsync(context, parse.GetValue(id), parse.GetValue(asJson), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string? id, bool asJson, CancellationToken cancellationToken)
    {
        var home = SpecKittyHome.Find(context.Environment);
        var project = CurrentProject.Of(context);
        var missionId = CurrentMission.Of(new MissionMemory(home), project, id);
        using var connection = ServerConnection.Open(new CredentialStore(home), clock: context.Clock);
        var answer = await connection.MissionStateAsync(project.ProjectUuid, missionId, cancellationToken);
        using var document = Parse(answer, connection.Server);
        ObserveClock(context, home, document.RootElement);
        if (asJson || !context.OutputIsTerminal)
        {
            JsonOutput.Write(context, document.WriteTo);
        }
        else
        {
            MissionTables.Draw(context, missionId, document.RootElement);
        }

        return ExitCodes.Fine;
    }

    /// <summary>Who has seen the mission makes events that sort after what was seen.</summary>
    private static void ObserveClock(CliContext context, SpecKittyHome home, JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("lamport_clock", out var shown)
            && shown.ValueKind == JsonValueKind.Number && shown.TryGetInt64(out var clock) && clock > 0)
        {
            var file = new ClockFile(home, context.Clock);
            file.Observe(clock);
            ClockNotice.Tell(context, file.Notice);
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> answer, Uri server)
    {
        try
        {
            return JsonDocument.Parse(answer);
        }
        catch (JsonException fault)
        {
            throw new CliException(ExitCodes.ServerUnreachable, $"What answers at {server} is not a SpecKitty server: {fault.Message}", "Check the address.", fault);
        }
    }
}
