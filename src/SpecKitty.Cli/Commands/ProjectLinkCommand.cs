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
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("link", "Agree that this project's events go to a server, in one user's name. Until then they stay on this machine. Asks no server.")
        {
            Examples =
            [
                new("spec-kitty project link", "to the server of the sign-in"),
                new("spec-kitty project link --server https://kitty.example --username ada", "before signing in"),
            ],
            ExitCodes = [ExitCodes.LocalFile],
        };
        command.Add(server);
        command.Add(username);
        command.Add(asJson);
        command.SetAction(parse => Run(context, parse.GetValue(server), parse.GetValue(username), parse.GetValue(asJson)));
        return command;
    }

    private static int Run(CliContext context, string? server, string? username, bool asJson)
    {
        var home = SpecKittyHome.Find(context.Environment);
        var project = CurrentProject.Of(context);
        var signIn = server is null || username is null ? new CredentialStore(home).Load() : null;
        var link = new ProjectLink(
            project.ProjectUuid,
            server is null ? signIn?.Server ?? throw Unknown("--server URL") : ServerAddress.Parse(server),
            username ?? signIn?.Username ?? throw Unknown("--username NAME"),
            context.Clock.GetUtcNow());
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

    private static CliException Unknown(string option) => new(
        ExitCodes.Misuse,
        "Nobody is signed in, so it is not known what to link the project to.",
        $"Give {option}, or sign in first: spec-kitty auth login.");
}
