namespace SpecKitty.Server.Storage;

/// <summary>A participant token with the user whom its participant is bound to.</summary>
/// <param name="Token">The token.</param>
/// <param name="User">The user, perhaps without any membership.</param>
public sealed record ParticipantTokenHolder(ParticipantTokenRecord Token, UserRecord User);
