namespace SpecKitty.Server.Storage;

/// <summary>What came of changing a membership.</summary>
public enum MembershipOutcome
{
    /// <summary>It is as it was asked for.</summary>
    Done,

    /// <summary>The user is not in the team.</summary>
    NoMember,

    /// <summary>The team would be left without an admin.</summary>
    LastAdmin,
}
