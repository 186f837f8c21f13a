namespace SpecKitty.Server.Dashboard.Views.Teams;

/// <summary>The invitation of a link, for a user who may accept it.</summary>
/// <param name="Team">The team.</param>
/// <param name="Role">The role that accepting it gives.</param>
/// <param name="InvitedBy">The admin who created it.</param>
/// <param name="ExpiresAt">When it expires.</param>
/// <param name="Address">Where the form goes.</param>
/// <param name="IsMember">Whether the visitor is in the team already.</param>
public sealed record InvitationPageView(string Team, string Role, string InvitedBy, DateTimeOffset ExpiresAt, string Address, bool IsMember);
