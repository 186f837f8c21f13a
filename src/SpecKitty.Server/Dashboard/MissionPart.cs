namespace SpecKitty.Server.Dashboard;

/// <summary>The inside of one part of a page.</summary>
/// <param name="Name">The part; on the page it stands in the element <c>part-</c> and this.</param>
/// <param name="Html">The inside.</param>
internal sealed record MissionPart(string Name, string Html);
