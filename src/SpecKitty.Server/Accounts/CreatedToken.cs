using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Accounts;

/// <summary>A personal access token that was just made.</summary>
/// <param name="Token">What is kept of it.</param>
/// <param name="Secret">The token itself; this is the only time that anybody sees it.</param>
internal sealed record CreatedToken(PersonalTokenRecord Token, string Secret);
