namespace SpecKitty.Server.Dashboard.Views.Administration;

/// <summary>An open invitation to a team, without its secret.</summary>
/// <param name="Id">Its public name.</param>
/// <param name="Team">The team.</param>
/// <param name="Role">The role that accepting it gives.</param>
/// <param name="Username">The only user who can accept it; null for anyone who has the link.</param>
/// <param name="IsSingleUse">Whether the first acceptance closes it.</param>
/// <param name="Uses">How many users have accepted it.</param>
/// <param name="CreatedBy">The admin who created it.</param>
/// <param name="ExpiresAt">When it expires.</param>
public sealed record InvitationView(string Id, string Team, string Role, string? Username, bool IsSingleUse, int Uses, string CreatedBy, DateTimeOffset ExpiresAt);
