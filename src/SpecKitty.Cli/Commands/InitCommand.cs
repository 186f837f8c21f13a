using System.CommandLine;
using SpecKitty.Cli.Output;
using SpecKitty.Client.Home;
using SpecKitty.Client.Projects;

namespace SpecKitty.Cli.Commands;

/// <summary><c>init</c>: gives a directory tree its project.</summary>
internal static class InitCommand
{
    public static Command Create(CliContext context)
    {
        var uuid = new Option<string?>("--project-uuid") { Description = "The project, when it exists already; a new one when left out.", HelpName = "UUID" };
        var slug = new Option<string?>("--slug") { Description = "Its name for people; made from the directory's name when left out.", HelpName = "NAME" };
        var asJson = SharedOptions.Json();
        var command = new DocumentedCommand("init", "Write .spec-kitty/project.toml at the top of the repository, or here outside of one.")
        {
            Examples =
            [
                new("spec-kitty init", "start a project"),
                new("spec-kitty init --project-uuid 550e8400-e29b-41d4-a716-446655440000 --slug kitty", "work on one that exists"),
            ],
            ExitCodes = [ExitCodes.LocalFile],
        };
        command.Add(uuid);
        command.Add(slug);
        command.Add(asJson);
        command.SetAction(parse => Run(context, parse.GetValue(uuid), parse.GetValue(slug), parse.GetValue(asJson)));
        return command;
    }

    private static int Run(CliContext context, string? uuid, string? slug, bool asJson)
    {
        var home = SpecKittyHome.Find(context.Environment);
        var (project, isNew) = ProjectSetup.Run(home, context.WorkingDirectory, ParseUuid(uuid), slug);
        context.Accomplished = isNew ? $"The project file {project.Path} was written." : null;
        context.Error.WriteLine(isNew ? $"Wrote {project.Path}. Commit it, so that everyone works on the same project." : $"{project.Path} is there already.");
        if (asJson)
        {
            JsonOutput.WriteObject(context, json =>
            {
                json.WriteString("path", project.Path);
                json.WriteString("project_uuid", project.ProjectUuid);
                json.WriteString("project_slug", project.ProjectSlug);
            });
        }
        else
        {
            context.Output.WriteLine(project.ProjectUuid.ToString("D"));
        }

        context.Error.WriteLine(new ProjectLinks(home).Find(project.ProjectUuid) is { } link
            ? $"Its events may go to {link.Server} as {link.Username}; 'spec-kitty project unlink' takes that back."
            : "Nothing of this project leaves this machine yet. Next, when it may: spec-kitty project link");
        return ExitCodes.Fine;
    }

    private static Guid? ParseUuid(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return Guid.TryParseExact(text, "D", out var uuid)
            ? uuid
            : throw new CliException(ExitCodes.Misuse, $"--project-uuid is '{text}', which is not a UUID.", "Give 32 hexadecimal digits with hyphens, such as 550e8400-e29b-41d4-a716-446655440000.");
    }
}
