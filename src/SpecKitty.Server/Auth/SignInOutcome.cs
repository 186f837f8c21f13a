namespace SpecKitty.Server.Auth;

/// <summary>What came of a name and a password.</summary>
/// <param name="Pair">The tokens; null when nobody was signed in.</param>
/// <param name="Wait">How long to wait before the next attempt; zero when the name or the password was wrong, or both were right.</param>
internal readonly record struct SignInOutcome(TokenPair? Pair, TimeSpan Wait);
