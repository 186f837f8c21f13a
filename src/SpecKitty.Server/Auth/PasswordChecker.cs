using Microsoft.AspNetCore.Identity;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Auth;

/// <summary>Hashes passwords and checks them.</summary>
internal sealed class PasswordChecker
{
    private readonly PasswordHasher<UserRecord> _hasher = new();
    private readonly string _nobody;

    public PasswordChecker() => _nobody = Hash("nobody has this password");

    /// <summary>The salted hash of a password.</summary>
    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>Whether the password is the user's. For a user who does not exist the same work is done, so that time tells nothing.</summary>
    public bool Check(UserRecord? user, string password)
        => _hasher.VerifyHashedPassword(null!, user?.PasswordHash ?? _nobody, password) != PasswordVerificationResult.Failed && user is not null;
}
