using System.CommandLine;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Commands;

/// <summary>Takes a user out of a team.</summary>
internal static class UserRemoveCommand
{
    private const string Help =
        """
        Takes a user out of a team, at once. Who is in no team any more cannot sign in, and every token of that user is gone; the events stay.

        Example:
          SpecKitty.Server user remove bob --team tea
        """;

    public static Command Make(TimeProvider time)
    {
        var name = AccountSymbols.Username("The user.");
        var team = AccountSymbols.Team("The team.", isRequired: true);
        return AccountCommand.Make("remove", Help, [name, team], time, (parsed, store, clock, cancellationToken)
            => RunAsync(store, parsed.GetValue(name)!, parsed.GetValue(team)!, clock, cancellationToken));
    }

    private static async Task<int> RunAsync(IServerStore store, string name, string team, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await AccountCommand.FindUserOrTellAsync(store, name, cancellationToken) is not { } user)
        {
            return ExitCodes.Failure;
        }

        return await store.Teams.RemoveMemberAsync(user.UserId, team, time.GetUtcNow(), cancellationToken) switch
        {
            MembershipOutcome.Done => await AccountCommand.DoneAsync($"{user.Username} is out of {team}."),
            MembershipOutcome.LastAdmin => await AccountCommand.FailAsync($"{user.Username} is the only admin of {team}: make another member admin first."),
            _ => await AccountCommand.FailAsync($"{user.Username} is not in {team}: user list shows who is in which team."),
        };
    }
}
