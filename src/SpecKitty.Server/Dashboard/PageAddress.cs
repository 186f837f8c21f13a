using System.Text;

namespace SpecKitty.Server.Dashboard;

/// <summary>Where each page is.</summary>
internal static class PageAddress
{
    /// <summary>The missions of the visitor's teams.</summary>
    public const string Missions = "/missions/";

    /// <summary>One's own personal access tokens.</summary>
    public const string Tokens = "/tokens/";

    /// <summary>The visitor's own teams and invitations.</summary>
    public const string Teams = "/teams/";

    /// <summary>Teams and the server, for admins.</summary>
    public const string Admin = "/admin/";

    /// <summary>The sign-in.</summary>
    public const string SignIn = "/sign-in/";

    /// <summary>The sign-out.</summary>
    public const string SignOut = "/sign-out/";

    /// <summary>How pages look.</summary>
    public const string Appearance = "/appearance/";

    /// <summary>The way into the demo for who is not signed in.</summary>
    public const string EnterDemo = "/demo/enter/";

    /// <summary>What the address of a mission asks for when somebody wants to write without the page loading itself again.</summary>
    public const string Writing = "write";

    /// <summary>One mission, as routes name it.</summary>
    public const string MissionPattern = "/projects/{projectUuid}/missions/{missionId}/";

    /// <summary>One project: its board.</summary>
    public static string Project(Guid projectId) => $"/projects/{projectId}/";

    /// <summary>One mission.</summary>
    public static string Mission(Guid projectId, string missionId) => $"/projects/{projectId}/missions/{Uri.EscapeDataString(missionId)}/";

    /// <summary>What keeps the page of a mission live.</summary>
    public static string MissionStream(Guid projectId, string missionId) => $"{Mission(projectId, missionId)}live/";

    /// <summary>All warnings of a mission.</summary>
    public static string MissionWarnings(Guid projectId, string missionId) => $"{Mission(projectId, missionId)}warnings/";

    /// <summary>The missions of one project.</summary>
    public static string ProjectMissions(Guid projectId) => $"{Project(projectId)}missions/";

    /// <summary>A part of the board of one project.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="feature">The feature; null for all.</param>
    /// <param name="lane">The lane as it travels on the wire; null for all.</param>
    public static string Board(Guid projectId, string? feature, string? lane)
        => Query(Project(projectId), ("feature", feature), ("lane", lane));

    /// <summary>What keeps a part of the board of one project live.</summary>
    public static string BoardStream(Guid projectId, string? feature, string? lane) => Query($"{Project(projectId)}live/", ("feature", feature), ("lane", lane));

    /// <summary>One work package of a project.</summary>
    public static string Package(Guid projectId, string feature, string wpId) => Query($"{Project(projectId)}package/", ("feature", feature), ("wp", wpId));

    /// <summary>The log of one project.</summary>
    public static string Events(Guid projectId) => $"{Project(projectId)}events/";

    /// <summary>One event of a project.</summary>
    public static string Event(Guid projectId, string eventId) => $"{Events(projectId)}{Uri.EscapeDataString(eventId)}/";

    /// <summary>An address with a query of those values that are there.</summary>
    public static string Query(string address, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in values)
        {
            if (value is not null)
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        return address + query;
    }

    /// <summary>One team, for its admins.</summary>
    public static string AdminTeam(string slug) => $"{Admin}teams/{Uri.EscapeDataString(slug)}/";
}
