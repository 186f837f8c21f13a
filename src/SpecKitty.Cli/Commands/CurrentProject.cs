using SpecKitty.Client.Projects;

namespace SpecKitty.Cli.Commands;

/// <summary>Finds the project that a command works on.</summary>
internal static class CurrentProject
{
    /// <summary>The project of the working directory.</summary>
    /// <exception cref="CliException">The directory belongs to none.</exception>
    public static ProjectFile Of(CliContext context) => ProjectFile.Find(context.WorkingDirectory) ?? throw new CliException(
        ExitCodes.Misuse,
        $"No directory from {context.WorkingDirectory} upwards has a .spec-kitty/project.toml, so there is no project to work on.",
        "Run 'spec-kitty init' at the top of the project, or go to a directory inside one.");
}
