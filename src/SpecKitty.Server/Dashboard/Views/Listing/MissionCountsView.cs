namespace SpecKitty.Server.Dashboard.Views.Listing;

/// <summary>A mission in numbers.</summary>
/// <param name="Participants">How many take part.</param>
/// <param name="Drivers">How many of them drive.</param>
/// <param name="OpenWarnings">How many warnings wait for somebody's answer.</param>
/// <param name="RunningSteps">How many steps run.</param>
public sealed record MissionCountsView(int Participants, int Drivers, int OpenWarnings, int RunningSteps);
