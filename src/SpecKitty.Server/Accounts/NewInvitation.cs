using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Accounts;

/// <summary>An invitation to create.</summary>
/// <param name="Role">The role that accepting it gives.</param>
/// <param name="Username">The only user who can accept it; null for anyone who has the link.</param>
/// <param name="IsSingleUse">Whether the first acceptance closes it; always so for one that names a user.</param>
/// <param name="Days">After how many days it expires, 1 to 30.</param>
internal sealed record NewInvitation(TeamRole Role, string? Username, bool IsSingleUse, int Days);
