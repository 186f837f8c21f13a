namespace SpecKitty.Server.Storage;

/// <summary>What came of accepting an invitation, and which one it was.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Invitation">The invitation as it was before; null when there is none.</param>
public sealed record InvitationAcceptance(InvitationOutcome Outcome, InvitationRecord? Invitation);
