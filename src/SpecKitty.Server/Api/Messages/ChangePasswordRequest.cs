using System.ComponentModel.DataAnnotations;
using SpecKitty.Server.Accounts;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Changes the caller's password.</summary>
internal sealed record ChangePasswordRequest
{
    /// <summary>The password so far.</summary>
    [StringLength(AccountRules.LongestPassword, MinimumLength = 1)]
    public required string Current { get; init; }

    /// <summary>The password from now on.</summary>
    [StringLength(AccountRules.LongestPassword, MinimumLength = AccountRules.ShortestPassword)]
    public required string New { get; init; }
}
