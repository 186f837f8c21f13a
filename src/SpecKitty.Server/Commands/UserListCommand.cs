using System.CommandLine;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Commands;

/// <summary>Shows who may sign in.</summary>
internal static class UserListCommand
{
    private const string Help =
        """
        Lists the users with their teams and roles; of one team with --team.

        Example:
          SpecKitty.Server user list --team tea
        """;

    public static Command Make(TimeProvider time)
    {
        var team = AccountSymbols.Team("Only the members of this team.", isRequired: false);
        return AccountCommand.Make("list", Help, [team], time, (parsed, store, _, cancellationToken) => parsed.GetValue(team) is { } slug
            ? ListTeamAsync(store, slug, cancellationToken)
            : ListAllAsync(store, cancellationToken));
    }

    private static async Task<int> ListAllAsync(IServerStore store, CancellationToken cancellationToken)
    {
        var columns = new TextColumns("USER", "TEAMS");
        var after = "";
        IReadOnlyList<UserRecord> page;
        do
        {
            page = await store.Accounts.ListUsersAsync(after, AccountCommand.Page, cancellationToken);
            foreach (var user in page)
            {
                var teams = user.Memberships.Select(membership => $"{membership.TeamSlug} ({membership.Role.ToString().ToLowerInvariant()})");
                columns.Add(user.Username, user.Memberships.Count == 0 ? "none: cannot sign in" : string.Join(", ", teams));
                after = user.Username;
            }
        }
        while (page.Count == AccountCommand.Page);

        return await columns.WriteAsync();
    }

    private static async Task<int> ListTeamAsync(IServerStore store, string slug, CancellationToken cancellationToken)
    {
        var columns = new TextColumns("USER", "ROLE", "SINCE");
        var after = "";
        IReadOnlyList<TeamMember> page;
        do
        {
            page = await store.Teams.ListMembersAsync(slug, after, AccountCommand.Page, cancellationToken);
            foreach (var member in page)
            {
                columns.Add(member.Username, member.Role.ToString().ToLowerInvariant(), TextColumns.Minute(member.JoinedAt));
                after = member.Username;
            }
        }
        while (page.Count == AccountCommand.Page);

        return after.Length == 0 ? await AccountCommand.FailAsync($"The team {slug} has no members: team list shows the teams.") : await columns.WriteAsync();
    }
}
