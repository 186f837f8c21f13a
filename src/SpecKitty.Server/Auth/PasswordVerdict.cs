namespace SpecKitty.Server.Auth;

/// <summary>What holding a password against a user's has shown.</summary>
internal enum PasswordVerdict
{
    /// <summary>It is another, or there is nobody whose it could be.</summary>
    Wrong,

    /// <summary>It is the user's.</summary>
    Right,

    /// <summary>It is the user's, but the hash was made in an older way: hash it anew.</summary>
    RightButStale,
}
