namespace SpecKitty.Server.Storage;

/// <summary>What a token lets its bearer do, inside what its user may do.</summary>
[Flags]
public enum TokenRights
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read what the user may read.</summary>
    Read = 1,

    /// <summary>Write what the user may write.</summary>
    Write = 2,

    /// <summary>Replay history into the projects of teams that the user is an admin of.</summary>
    Import = 4,

    /// <summary>Look after the account: tokens, the password, members. Only a sign-in has it; no stored token does.</summary>
    Account = 8,
}
