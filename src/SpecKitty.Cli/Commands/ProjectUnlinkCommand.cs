using System.CommandLine;
using SpecKitty.Client.Home;
using SpecKitty.Client.Projects;

namespace SpecKitty.Cli.Commands;

/// <summary><c>project unlink</c>: takes back that the project's events go to a server.</summary>
internal static class ProjectUnlinkCommand
{
    public static Command Create(CliContext context)
    {
        var command = new DocumentedCommand("unlink", "Keep this project's events on this machine from now on. What was sent is sent. Asks no server.")
        {
            Examples = [new("spec-kitty project unlink", "send nothing more of this project")],
            ExitCodes = [ExitCodes.LocalFile],
        };
        command.SetAction(_ => Run(context));
        return command;
    }

    private static int Run(CliContext context)
    {
        var before = new ProjectLinks(SpecKittyHome.Find(context.Environment)).Unlink(CurrentProject.Of(context).ProjectUuid);
        context.Error.WriteLine(before is null
            ? "This project was not linked; its events stay on this machine."
            : $"This project is no longer linked to {before.Server}; its events stay on this machine.");
        return ExitCodes.Fine;
    }
}
