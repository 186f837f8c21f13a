using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Accounts;

/// <summary>An invitation that was just created.</summary>
/// <param name="Invitation">What is stored of it.</param>
/// <param name="Secret">The secret of its link; it is shown this once.</param>
internal sealed record CreatedInvitation(InvitationRecord Invitation, string Secret);
