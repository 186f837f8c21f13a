using System.CommandLine;
using System.Globalization;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Commands;

/// <summary>Shows the teams.</summary>
internal static class TeamListCommand
{
    private const string Help =
        """
        Lists the teams with the number of their members and projects. A team is made with its first member: see user add and user role.

        Example:
          SpecKitty.Server team list
        """;

    public static Command Make(TimeProvider time)
        => AccountCommand.Make("list", Help, [], time, (_, store, _, cancellationToken) => RunAsync(store, cancellationToken));

    private static async Task<int> RunAsync(IServerStore store, CancellationToken cancellationToken)
    {
        var columns = new TextColumns("TEAM", "MEMBERS", "PROJECTS", "SINCE");
        var after = "";
        IReadOnlyList<TeamSummary> page;
        do
        {
            page = await store.Teams.ListTeamsAsync(after, AccountCommand.Page, cancellationToken);
            foreach (var team in page)
            {
                columns.Add(team.TeamSlug, team.Members.ToString(CultureInfo.InvariantCulture), team.Projects.ToString(CultureInfo.InvariantCulture), TextColumns.Minute(team.CreatedAt));
                after = team.TeamSlug;
            }
        }
        while (page.Count == AccountCommand.Page);

        return await columns.WriteAsync();
    }
}
