namespace SpecKitty.Server.Dashboard.Views.Administration;

/// <summary>A personal access token, without its secret.</summary>
/// <param name="Id">Its public name.</param>
/// <param name="Name">What its user calls it.</param>
/// <param name="Rights">What it lets its bearer do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="LastUsedAt">When it was last used, give or take an hour; null when never.</param>
public sealed record TokenView(string Id, string Name, IReadOnlyList<string> Rights, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt);
