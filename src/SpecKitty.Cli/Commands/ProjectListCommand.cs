using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Home;
using SpecKitty.Client.Projects;

namespace SpecKitty.Cli.Commands;

/// <summary><c>project list</c>: the projects whose events may leave this machine.</summary>
internal static class ProjectListCommand
{
    public static Command Create(CliContext context)
    {
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("list", "Show which projects are linked to which server. Asks no server.")
        {
            Examples = [new("spec-kitty project list --json", "for a program")],
            ExitCodes = [ExitCodes.LocalFile],
        };
        command.Add(asJson);
        command.SetAction(parse => Run(context, parse.GetValue(asJson)));
        return command;
    }

    private static int Run(CliContext context, bool asJson)
    {
        var links = new ProjectLinks(SpecKittyHome.Find(context.Environment)).All();
        if (asJson)
        {
            JsonOutput.WriteObject(context, json =>
            {
                json.WriteStartArray("links");
                foreach (var link in links)
                {
                    json.WriteStartObject();
                    ProjectLinkText.WriteMembers(json, link);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return ExitCodes.Fine;
        }

        foreach (var link in links)
        {
            context.Output.WriteLine(ProjectLinkText.Line(link));
        }

        if (links.Count == 0)
        {
            context.Error.WriteLine("No project is linked; everything stays on this machine. Link one inside its directory: spec-kitty project link.");
        }

        return ExitCodes.Fine;
    }
}
