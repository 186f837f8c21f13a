using SpecKitty.Client.Emitting;
using SpecKitty.Client.Projects;

namespace SpecKitty.Cli.Commands;

/// <summary>Finds the mission that a command works on.</summary>
internal static class CurrentMission
{
    /// <summary>The mission that is named, else the one used last in the project.</summary>
    /// <exception cref="CliException">None is named and none was used.</exception>
    public static string Of(MissionMemory memory, ProjectFile project, string? named) =>
        named ?? memory.Find(project.ProjectUuid, missionId: null)?.MissionId ?? throw new CliException(
            ExitCodes.Misuse,
            "No mission is named, and none of this project was made or joined from this machine.",
            "Name one; 'spec-kitty mission list' shows those of the project.");
}
