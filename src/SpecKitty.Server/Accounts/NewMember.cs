using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Accounts;

/// <summary>Somebody to take into a team.</summary>
/// <param name="Username">The name to sign in with.</param>
/// <param name="Password">The password of a user to make; null for a user who exists.</param>
/// <param name="Role">What the user may do in the team.</param>
internal sealed record NewMember(string Username, string? Password, TeamRole Role);
