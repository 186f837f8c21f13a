using SpecKitty.Client.Projects;

namespace SpecKitty.Cli.Commands;

/// <summary>Finds the project that a command works on.</summary>
internal static class CurrentProject
{
    /// <summary>The project of the working directory.</summary>
    /// <exception cref="CliException">The directory belongs to none.</exception>
    public static ProjectFile Of(CliContext context)
    {
        var directory = context.WorkingDirectory;
        return ProjectFile.Find(directory, out var boundary) ?? throw new CliException(
            ExitCodes.Misuse,
            boundary is null
                ? $"No directory from {directory} upwards has a .spec-kitty/project.toml, so there is no project to work on."
                : $"No directory from {directory} up to {boundary}, the top of its repository, has a .spec-kitty/project.toml. Each repository is its own project, a submodule too.",
            boundary is null
                ? "Run 'spec-kitty init' at the top of the project, or go to a directory inside one."
                : "Run 'spec-kitty init' here; with --project-uuid UUID it shares the project of another repository. Or go to a directory of that project.");
    }
}
