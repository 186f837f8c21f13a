namespace SpecKitty.Server.Storage;

/// <summary>What came of presenting a refresh token.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Successor">The token that takes its place; null unless it was <see cref="RefreshOutcome.Rotated"/> or <see cref="RefreshOutcome.Replayed"/>.</param>
public sealed record RefreshRotation(RefreshOutcome Outcome, RefreshTokenRecord? Successor);
