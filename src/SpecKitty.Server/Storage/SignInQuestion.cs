namespace SpecKitty.Server.Storage;

/// <summary>Who asks, as every request brings it: the key under which look-ups that come at the same time are one.</summary>
/// <param name="UserId">The user that the token names.</param>
/// <param name="Family">The sign-in that it came from.</param>
/// <param name="At">When, to the second: a sign-in of days may end that much late.</param>
internal readonly record struct SignInQuestion(string UserId, string Family, DateTimeOffset At)
{
    public static SignInQuestion Of(string userId, string family, DateTimeOffset now)
        => new(userId, family, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)));
}
