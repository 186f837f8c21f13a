using System.ComponentModel.DataAnnotations;
using SpecKitty.Server.Accounts;
using SpecKitty.Server.Requests;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Creates a user in a team.</summary>
internal sealed record AddMemberRequest
{
    /// <summary>The name to sign in with: letters, digits and . _ @ - .</summary>
    [StringLength(100, MinimumLength = 1)]
    public required string Username { get; init; }

    /// <summary>The password of the new user. A user who exists is not added here: invite them.</summary>
    [StringLength(AccountRules.LongestPassword, MinimumLength = AccountRules.ShortestPassword)]
    [TextRule(TextRule.Secret)]
    public required string Password { get; init; }

    /// <summary>The role in the team.</summary>
    public required TeamRole Role { get; init; }
}
