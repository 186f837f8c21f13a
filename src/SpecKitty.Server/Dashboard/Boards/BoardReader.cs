namespace SpecKitty.Server.Dashboard.Boards;

/// <summary>Who looks at a board, as far as the page differs by it: all who are alike share one rendering.</summary>
/// <param name="ServerAddress">Where the server is, as the visitor sees it.</param>
/// <param name="MayWrite">Whether the visitor may write to the project.</param>
internal sealed record BoardReader(string ServerAddress, bool MayWrite);
