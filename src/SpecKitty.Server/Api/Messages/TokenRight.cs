namespace SpecKitty.Server.Api.Messages;

/// <summary>A right of a token.</summary>
internal enum TokenRight
{
    /// <summary>Read what the user may read.</summary>
    Read,

    /// <summary>Write what the user may write.</summary>
    Write,

    /// <summary>Replay history into the projects of teams that the user is an admin of.</summary>
    Import,

    /// <summary>Look after the account; only a sign-in has it.</summary>
    Account,
}
