namespace SpecKitty.Server.Api.Messages;

/// <summary>An invitation that was just created.</summary>
internal sealed record CreatedInvitationAnswer
{
    /// <summary>The invitation.</summary>
    public required InvitationAnswer Invitation { get; init; }

    /// <summary>The secret of its link, shown this once.</summary>
    public required string Secret { get; init; }

    /// <summary>The page of this server on which a user who signs in accepts it; it holds the secret.</summary>
    public required string Link { get; init; }
}
