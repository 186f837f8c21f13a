using System.CommandLine;

namespace SpecKitty.Server.Commands;

/// <summary>Ends a personal access token.</summary>
internal static class TokenRevokeCommand
{
    private const string Help =
        """
        Ends a personal access token at once, on every server of the database.

        Example:
          SpecKitty.Server token revoke 01KAJD0M8Q3X5V9Z2B7N4C6T1R
        """;

    public static Command Make(TimeProvider time)
    {
        var id = new Argument<string>("TOKEN") { Description = "The id of the token, as token list shows it; never the token itself." };
        return AccountCommand.Make("revoke", Help, [id], time, async (parsed, store, _, cancellationToken)
            => await store.PersonalTokens.DeleteAsync(parsed.GetValue(id)!, null, cancellationToken)
                ? await AccountCommand.DoneAsync("The token is good for nothing any more.")
                : await AccountCommand.FailAsync("There is no token of this id: token list shows those that there are."));
    }
}
