namespace SpecKitty.Server.Auth;

/// <summary>Why a password is not evaluated now.</summary>
/// <param name="Wait">After how long the same attempt is admitted, if nothing else fails until then.</param>
/// <param name="IsBusy">Whether it is because of attempts in progress; otherwise too many have failed.</param>
internal readonly record struct SignInRefusal(TimeSpan Wait, bool IsBusy)
{
    /// <summary>The attempts in progress did not end in time.</summary>
    public static SignInRefusal Busy { get; } = new(TimeSpan.FromSeconds(5), IsBusy: true);

    /// <summary>The wait in whole seconds, rounded up.</summary>
    public int Seconds => (int)Math.Ceiling(Wait.TotalSeconds);
}
