namespace SpecKitty.Server.Storage;

/// <summary>What came of accepting an invitation.</summary>
public enum InvitationOutcome
{
    /// <summary>The user is in the team.</summary>
    Accepted,

    /// <summary>There is no open invitation of this id or secret that the user may accept.</summary>
    NotOpen,

    /// <summary>The user is in the team already; the invitation stays open.</summary>
    MemberAlready,
}
