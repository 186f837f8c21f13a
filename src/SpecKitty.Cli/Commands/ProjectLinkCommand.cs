using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;
using SpecKitty.Client.Projects;

namespace SpecKitty.Cli.Commands;

/// <summary><c>project link</c>: agrees that the project's events go to a server.</summary>
internal static class ProjectLinkCommand
{
    public static Command Create(CliContext context)
    {
        var server = new Option<string?>("--server") { Description = "The server that they may go to; that of the sign-in when left out.", HelpName = "URL" };
        var username = new Option<string?>("--username") { Description = "The user there in whose name they go; that of the sign-in when left out.", HelpName = "NAME" };
        var team = new Option<string?>("--team") { Description = "Register the project there to this team of yours, when you are in several.", HelpName = "TEAM" };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("link", "Agree that this project's events go to a server, in one user's name. Until then they stay on this machine. Works offline, except with --team.")
        {
            Examples =
            [
                new("spec-kitty project link", "to the server of the sign-in"),
                new("spec-kitty project link --team red", "and register the project to team red"),
                new("spec-kitty project link --server https://kitty.example --username ada", "before signing in"),
            ],
            ExitCodes = [ExitCodes.ServerUnreachable, ExitCodes.NotSignedIn, ExitCodes.Rejected, ExitCodes.LocalFile],
        };
        command.Add(server);
        command.Add(username);
        command.Add(team);
        command.Add(asJson);
        command.SetAction((parse, cancellationToken) => RunAsync(
            context,
            parse.GetValue(server),
            parse.GetValue(username),
            parse.GetValue(team),
            parse.GetValue(asJson),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string? server, string? username, string? team, bool asJson, CancellationToken cancellationToken)
    {
        var home = SpecKittyHome.Find(context.Environment);
        var project = CurrentProject.Of(context);
        var signIn = server is null || username is null ? new CredentialStore(home).Load() : null;
        var link = new ProjectLink(
            project.ProjectUuid,
            server is null ? signIn?.Server ?? throw Unknown("--server URL") : ServerAddress.Parse(server),
            username ?? signIn?.Username ?? throw Unknown("--username NAME"),
            context.Clock.GetUtcNow());
        if (team is not null)
        {
            await RegisterAsync(context, home, link, team, cancellationToken);
        }

        var before = new ProjectLinks(home).Link(link);
        context.Accomplished = $"The project is linked to {link.Server} as {link.Username}.";
        if (asJson)
        {
            JsonOutput.WriteObject(context, json => ProjectLinkText.WriteMembers(json, link));
        }
        else
        {
            context.Output.WriteLine(ProjectLinkText.Line(link));
        }

        var instead = before is null || (before.Server == link.Server && before.IsOf(link.Username)) ? "" : $" Before, it was linked to {before.Server} as {before.Username}.";
        context.Error.WriteLine($"Events of this project may now go to {link.Server} as {link.Username}.{instead} Take it back with 'spec-kitty project unlink'.");
        return ExitCodes.Fine;
    }

    // Before the link, so that no event goes to the server while the project has no team there.
    private static async Task RegisterAsync(CliContext context, SpecKittyHome home, ProjectLink link, string team, CancellationToken cancellationToken)
    {
        using var connection = ServerConnection.Open(new CredentialStore(home), clock: context.Clock);
        if (connection.Server != link.Server || !link.IsOf(connection.SignIn.Username))
        {
            throw new CliException(
                ExitCodes.Misuse,
                $"--team needs a sign-in at {link.Server} as {link.Username}; you are signed in at {connection.Server} as {connection.SignIn.Username}.",
                $"Sign in there first: spec-kitty auth login --server {link.Server} --username {link.Username}. Or leave out --team.");
        }

        var project = await connection.RegisterProjectAsync(link.ProjectUuid, team, cancellationToken);
        context.Error.WriteLine($"The project is registered to team {project.TeamSlug}.");
    }

    private static CliException Unknown(string option) => new(
        ExitCodes.Misuse,
        "Nobody is signed in, so it is not known what to link the project to.",
        $"Give {option}, or sign in first: spec-kitty auth login.");
}
