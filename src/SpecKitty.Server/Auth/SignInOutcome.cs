namespace SpecKitty.Server.Auth;

/// <summary>What came of a name and a password.</summary>
/// <param name="Pair">The tokens; null when the caller was not signed in.</param>
/// <param name="Refusal">Why the password was not evaluated; null when it was.</param>
internal readonly record struct SignInOutcome(TokenPair? Pair, SignInRefusal? Refusal);
