namespace SpecKitty.Server.Dashboard.Following;

/// <summary>The inside of one part of a page.</summary>
/// <param name="Name">The part; on the page it stands in the element <c>part-</c> and this.</param>
/// <param name="Html">The inside.</param>
internal sealed record PagePart(string Name, string Html);
