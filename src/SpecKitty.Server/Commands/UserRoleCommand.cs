using System.CommandLine;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Commands;

/// <summary>Gives a user a role in a team.</summary>
internal static class UserRoleCommand
{
    private const string Help =
        """
        Gives a user a role in a team, and takes the user into the team when that is new. It holds from the next request on.

        Example:
          SpecKitty.Server user role bob --team tea --role viewer
        """;

    public static Command Make(TimeProvider time)
    {
        var name = AccountSymbols.Username("The user.");
        var team = AccountSymbols.Team("The team, made when it is new.", isRequired: true);
        var role = AccountSymbols.Role();
        return AccountCommand.Make("role", Help, [name, team, role], time, (parsed, store, clock, cancellationToken)
            => RunAsync(store, parsed.GetValue(name)!, AccountSymbols.Membership(parsed, team, role), clock, cancellationToken));
    }

    private static async Task<int> RunAsync(IServerStore store, string name, TeamMembership membership, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await AccountCommand.FindUserOrTellAsync(store, name, cancellationToken) is not { } user)
        {
            return ExitCodes.Failure;
        }

        var isNew = await store.Teams.AddMemberAsync(user.UserId, membership, time.GetUtcNow(), cancellationToken);
        var outcome = isNew ? MembershipOutcome.Done : await store.Teams.ChangeRoleAsync(user.UserId, membership, time.GetUtcNow(), cancellationToken);
        return outcome switch
        {
            MembershipOutcome.Done => await AccountCommand.DoneAsync($"{user.Username} is {membership.Role.ToString().ToLowerInvariant()} of {membership.TeamSlug}."),
            MembershipOutcome.LastAdmin => await AccountCommand.FailAsync($"{user.Username} is the only admin of {membership.TeamSlug}: make another member admin first."),
            _ => await AccountCommand.FailAsync($"Somebody else has just taken {user.Username} out of {membership.TeamSlug}; nothing was done."),
        };
    }
}
