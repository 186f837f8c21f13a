using SpecKitty.Client.Projects;

namespace SpecKitty.Cli.Output;

/// <summary>A project whose events stay on this machine, whoever wants to send them now.</summary>
/// <param name="ProjectUuid">The project.</param>
/// <param name="Events">How many of its events wait.</param>
/// <param name="Link">Where they may go instead; null when nowhere.</param>
internal sealed record HeldProject(string ProjectUuid, long Events, ProjectLink? Link);
