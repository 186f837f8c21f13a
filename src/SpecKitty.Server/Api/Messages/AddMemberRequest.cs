using System.ComponentModel.DataAnnotations;
using SpecKitty.Server.Accounts;
using SpecKitty.Server.Requests;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Takes somebody into a team.</summary>
internal sealed record AddMemberRequest
{
    /// <summary>The name to sign in with: letters, digits and . _ @ - .</summary>
    [StringLength(100, MinimumLength = 1)]
    public required string Username { get; init; }

    /// <summary>The password of a user to make; left out for a user who exists.</summary>
    [StringLength(AccountRules.LongestPassword, MinimumLength = AccountRules.ShortestPassword)]
    [TextRule(TextRule.Secret)]
    public string? Password { get; init; }

    /// <summary>What the user may do in the team.</summary>
    public required TeamRole Role { get; init; }
}
