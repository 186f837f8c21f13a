using System.ComponentModel.DataAnnotations;
using SpecKitty.Server.Accounts;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Makes a personal access token.</summary>
internal sealed record CreateTokenRequest
{
    /// <summary>What to call it.</summary>
    [StringLength(AccountRules.LongestName, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>How many days it is good; 90 when it is left out.</summary>
    [Range(1, PersonalTokenService.MostDays)]
    public int? ExpiresInDays { get; init; }

    /// <summary>What it lets its bearer do, of read, write and import; read and write when it is left out.</summary>
    public IReadOnlyList<TokenRight>? Rights { get; init; }
}
