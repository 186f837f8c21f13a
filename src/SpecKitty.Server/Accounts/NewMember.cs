using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Accounts;

/// <summary>A user to create in a team.</summary>
/// <param name="Username">The name to sign in with.</param>
/// <param name="Password">The password of the new user.</param>
/// <param name="Role">The role in the team.</param>
internal sealed record NewMember(string Username, string Password, TeamRole Role);
