using System.CommandLine;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Commands;

/// <summary>Makes a user who can sign in.</summary>
internal static class UserAddCommand
{
    private const string Help =
        """
        Makes a user of a team, whether the server runs or not.

        Example:
          printf '%s' "$PASSWORD" | SpecKitty.Server user add ada --team tea --role admin --password-stdin
        """;

    public static Command Make(TimeProvider time)
    {
        var name = AccountSymbols.Username("The name to sign in with: letters, digits and . _ @ - ; its case does not count.");
        var team = AccountSymbols.Team("The team, made when it is new: small letters, digits and hyphens.", isRequired: true);
        var role = AccountSymbols.Role();
        return AccountCommand.MakeWithPassword("add", Help, [name, team, role], time, (parsed, store, clock, password, cancellationToken)
            => RunAsync(store, parsed.GetValue(name)!, password, AccountSymbols.Membership(parsed, team, role), clock, cancellationToken));
    }

    private static async Task<int> RunAsync(IServerStore store, string name, string password, TeamMembership membership, TimeProvider time, CancellationToken cancellationToken)
    {
        var user = new UserRecord(new UlidFactory(time).Next().ToString(), name, new PasswordChecker().Hash(password), [membership]);
        return await store.Accounts.AddUserAsync(user, time.GetUtcNow(), cancellationToken)
            ? await AccountCommand.DoneAsync($"Made {name}, {membership.Role.ToString().ToLowerInvariant()} of {membership.TeamSlug}.")
            : await AccountCommand.FailAsync($"There is a user {name} already: choose another name, or add that user to the team with user role.");
    }
}
