using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>The rights of a token as words.</summary>
internal static class TokenRightWords
{
    private static readonly (TokenRights Right, TokenRight Word)[] All =
    [
        (TokenRights.Read, TokenRight.Read),
        (TokenRights.Write, TokenRight.Write),
        (TokenRights.Import, TokenRight.Import),
        (TokenRights.Account, TokenRight.Account),
    ];

    /// <summary>The words for rights, in a fixed order.</summary>
    public static IReadOnlyList<TokenRight> Of(TokenRights rights) => [.. All.Where(entry => rights.HasFlag(entry.Right)).Select(entry => entry.Word)];

    /// <summary>The rights that words stand for.</summary>
    public static TokenRights Combine(IEnumerable<TokenRight> words)
        => words.Aggregate(TokenRights.None, (rights, word) => rights | All.Single(entry => entry.Word == word).Right);
}
