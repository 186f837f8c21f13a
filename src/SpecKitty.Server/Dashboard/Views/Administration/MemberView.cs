namespace SpecKitty.Server.Dashboard.Views.Administration;

/// <summary>A member of a team.</summary>
/// <param name="Username">The name to sign in with.</param>
/// <param name="Role">Viewer, member or admin.</param>
/// <param name="JoinedAt">Since when.</param>
/// <param name="IsVisitor">Whether it is who looks.</param>
public sealed record MemberView(string Username, string Role, DateTimeOffset JoinedAt, bool IsVisitor);
