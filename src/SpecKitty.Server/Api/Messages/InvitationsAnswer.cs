namespace SpecKitty.Server.Api.Messages;

/// <summary>Open invitations, by age.</summary>
internal sealed record InvitationsAnswer
{
    /// <summary>The invitations.</summary>
    public required IReadOnlyList<InvitationAnswer> Invitations { get; init; }

    /// <summary>What to send as <c>after</c> for what follows; null at the end.</summary>
    public string? Next { get; init; }
}
