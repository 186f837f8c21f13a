namespace SpecKitty.Server.Auth;

/// <summary>How many wrong passwords are too many.</summary>
internal sealed record SignInLimits
{
    /// <summary>Failures of one name from one address before it must wait. For a name from anywhere, and for an address with any names, it is ten times as many.</summary>
    public int Failures { get; init; } = 5;

    /// <summary>How long each failure is remembered.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);
}
