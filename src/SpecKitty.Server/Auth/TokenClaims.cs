namespace SpecKitty.Server.Auth;

/// <summary>What a token says.</summary>
/// <param name="Use">What it is good for.</param>
/// <param name="TokenId">Its own id.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Family">The sign-in that it descends from; in a token for the socket, the <see cref="Principal.Credential"/> that it was made for.</param>
/// <param name="IssuedAt">When it was made, whole seconds; it is not good before.</param>
/// <param name="ExpiresAt">When it ends, whole seconds.</param>
internal sealed record TokenClaims(TokenUse Use, string TokenId, string UserId, string Family, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
