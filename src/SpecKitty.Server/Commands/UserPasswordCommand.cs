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
        return AccountCommand.MakeWithPassword("password", Help, [name], time, (parsed, store, password, cancellationToken)
            => RunAsync(store, parsed.GetValue(name)!, password, time, cancellationToken));
    }

    private static async Task<int> RunAsync(IServerStore store, string name, string password, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await AccountCommand.FindUserOrTellAsync(store, name, cancellationToken) is not { } user)
        {
            return ExitCodes.Failure;
        }

        return await store.Accounts.ReplacePasswordAsync(user.UserId, user.PasswordHash, new PasswordChecker().Hash(password), time.GetUtcNow(), cancellationToken)
            ? await AccountCommand.DoneAsync($"{user.Username} has another password, and must sign in again everywhere.")
            : await AccountCommand.FailAsync($"Somebody else has just changed the password of {user.Username}; nothing was done.");
    }
}
