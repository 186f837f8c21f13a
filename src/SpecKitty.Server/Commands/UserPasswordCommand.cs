using System.CommandLine;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Commands;

/// <summary>Gives a user another password.</summary>
internal static class UserPasswordCommand
{
    private const string Help =
        """
        Gives a user another password, and ends all of the user's sign-ins. Personal access tokens stay: see token revoke.

        Example:
          printf '%s' "$PASSWORD" | SpecKitty.Server user password ada --password-stdin
        """;

    public static Command Make(TimeProvider time)
    {
        var name = AccountSymbols.Username("The user.");
        return AccountCommand.MakeWithPassword("password", Help, [name], time, (parsed, store, clock, password, cancellationToken)
            => RunAsync(store, parsed.GetValue(name)!, password, clock, cancellationToken));
    }

    private static async Task<int> RunAsync(IServerStore store, string name, string password, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await AccountCommand.FindUserOrTellAsync(store, name, cancellationToken) is not { } user)
        {
            return ExitCodes.Failure;
        }

        // A sign-in at the same moment may hash the password again; whoever has the data sets it all the same.
        var hash = new PasswordChecker().Hash(password);
        while (!await store.Accounts.ReplacePasswordAsync(user.UserId, user.PasswordHash, hash, time.GetUtcNow(), cancellationToken: cancellationToken))
        {
            if (await AccountCommand.FindUserOrTellAsync(store, name, cancellationToken) is not { } again)
            {
                return ExitCodes.Failure;
            }

            user = again;
        }

        var tokens = (await store.PersonalTokens.ListAsync(user.UserId, time.GetUtcNow(), "", AccountCommand.Page, cancellationToken)).Count;
        return await AccountCommand.DoneAsync($"{user.Username} has another password, and must sign in again everywhere.{(tokens == 0 ? "" : $" {tokens} personal access token(s) stay: token list --user {user.Username} shows them, token revoke ID ends one.")}");
    }
}
