using Microsoft.AspNetCore.Identity;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Auth;

/// <summary>Hashes passwords and checks them.</summary>
internal sealed class PasswordChecker
{
    private static readonly string Nobody = new PasswordHasher<UserRecord>().HashPassword(null!, "nobody has this password");

    private readonly PasswordHasher<UserRecord> _hasher = new();

    // Made with the checker, so that the first sign-in of nobody does not take longer.
    private readonly string _nobody = Nobody;

    /// <summary>The salted hash of a password.</summary>
    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>Holds a password against a user's. For a user who does not exist, or may not sign in, the same work is done, so that time tells nothing.</summary>
    /// <param name="user">The user; null when there is none.</param>
    /// <param name="password">The password that arrived.</param>
    public PasswordVerdict Check(UserRecord? user, string password)
    {
        var result = _hasher.VerifyHashedPassword(null!, user?.PasswordHash ?? _nobody, password);
        return user is null || user.Memberships.Count == 0 || result == PasswordVerificationResult.Failed ? PasswordVerdict.Wrong
            : result == PasswordVerificationResult.SuccessRehashNeeded ? PasswordVerdict.RightButStale
            : PasswordVerdict.Right;
    }
}
