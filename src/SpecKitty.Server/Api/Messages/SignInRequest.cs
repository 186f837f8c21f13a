using System.ComponentModel.DataAnnotations;
using SpecKitty.Server.Requests;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Asks for tokens with a password.</summary>
internal sealed record SignInRequest
{
    /// <summary>The name to sign in with; its case does not count.</summary>
    [StringLength(200, MinimumLength = 1)]
    public required string Username { get; init; }

    /// <summary>The password.</summary>
    [StringLength(1000, MinimumLength = 1)]
    [TextRule(TextRule.Secret)]
    public required string Password { get; init; }
}
