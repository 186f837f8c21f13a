using System.ComponentModel.DataAnnotations;
using SpecKitty.Server.Accounts;
using SpecKitty.Server.Requests;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Changes the caller's password.</summary>
internal sealed record ChangePasswordRequest
{
    /// <summary>The password so far.</summary>
    [StringLength(AccountRules.LongestPassword, MinimumLength = 1)]
    [TextRule(TextRule.Secret)]
    public required string Current { get; init; }

    /// <summary>The password from now on.</summary>
    [StringLength(AccountRules.LongestPassword, MinimumLength = AccountRules.ShortestPassword)]
    [TextRule(TextRule.Secret)]
    public required string New { get; init; }
}
