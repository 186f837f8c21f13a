using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;
using SpecKitty.Client.Http.Messages;

namespace SpecKitty.Cli.Commands;

/// <summary><c>auth whoami</c>: whom the server takes this user for.</summary>
internal static class AuthWhoAmICommand
{
    public static Command Create(CliContext context)
    {
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("whoami", "Ask the server who you are: user, teams with your role in each, and what the token lets through.")
        {
            Examples = [new("spec-kitty auth whoami", "look"), new("spec-kitty auth whoami --json", "for a program")],
            ExitCodes = [ExitCodes.ServerUnreachable, ExitCodes.NotSignedIn, ExitCodes.Rejected, ExitCodes.LocalFile],
        };
        command.Add(asJson);
        command.SetAction((parse, cancellationToken) => RunAsync(context, parse.GetValue(asJson), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, bool asJson, CancellationToken cancellationToken)
    {
        var store = new CredentialStore(SpecKittyHome.Find(context.Environment));
        using var connection = ServerConnection.Open(store, clock: context.Clock);
        var me = await connection.WhoAmIAsync(cancellationToken);
        if (asJson)
        {
            WriteJson(context, connection.Server, me);
        }
        else
        {
            Print(context, connection.Server, me);
        }

        return ExitCodes.Fine;
    }

    private static void Print(CliContext context, Uri server, MeAnswer me)
    {
        context.Output.WriteLine($"server    {server}");
        context.Output.WriteLine($"username  {me.Username}");
        foreach (var team in me.Teams)
        {
            context.Output.WriteLine($"team      {team.TeamSlug} as {team.Role}");
        }

        var scope = me.Scope is { } only ? $", for participant {only.ParticipantId} of mission {only.MissionId}" : "";
        context.Output.WriteLine($"token     {me.TokenKind()}: {string.Join(", ", me.Rights) + scope}");
    }

    private static void WriteJson(CliContext context, Uri server, MeAnswer me) => JsonOutput.WriteObject(context, json =>
    {
        json.WriteString("server", server.AbsoluteUri);
        json.WriteString("username", me.Username);
        json.WriteString("user_id", me.UserId);
        json.WriteString("principal_id", me.PrincipalId);
        json.WriteStartArray("teams");
        foreach (var team in me.Teams)
        {
            json.WriteStartObject();
            json.WriteString("team_slug", team.TeamSlug);
            json.WriteString("role", team.Role);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("token_kind", me.TokenKind());
        json.WriteStartArray("rights");
        foreach (var right in me.Rights)
        {
            json.WriteStringValue(right);
        }

        json.WriteEndArray();
        if (me.Scope is { } scope)
        {
            json.WriteStartObject("scope");
            json.WriteString("project_uuid", scope.ProjectUuid);
            json.WriteString("mission_id", scope.MissionId);
            json.WriteString("participant_id", scope.ParticipantId);
            json.WriteEndObject();
        }
    });
}
