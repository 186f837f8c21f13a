namespace SpecKitty.Server.Storage;

/// <summary>A personal access token with the user who holds it.</summary>
/// <param name="Token">The token.</param>
/// <param name="User">The user, perhaps without any membership.</param>
public sealed record PersonalTokenHolder(PersonalTokenRecord Token, UserRecord User);
