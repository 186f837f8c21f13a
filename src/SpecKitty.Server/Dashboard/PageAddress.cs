namespace SpecKitty.Server.Dashboard;

/// <summary>Where each page is.</summary>
internal static class PageAddress
{
    /// <summary>The missions of the visitor's teams.</summary>
    public const string Missions = "/missions/";

    /// <summary>The sign-in.</summary>
    public const string SignIn = "/sign-in/";

    /// <summary>The sign-out.</summary>
    public const string SignOut = "/sign-out/";

    /// <summary>How pages look.</summary>
    public const string Appearance = "/appearance/";

    /// <summary>The way into the demo for who is not signed in.</summary>
    public const string EnterDemo = "/demo/enter/";

    /// <summary>One mission, as routes name it.</summary>
    public const string MissionPattern = "/projects/{projectUuid}/missions/{missionId}/";

    /// <summary>One project: its missions.</summary>
    public static string Project(Guid projectId) => $"/projects/{projectId}/";

    /// <summary>One mission.</summary>
    public static string Mission(Guid projectId, string missionId) => $"/projects/{projectId}/missions/{Uri.EscapeDataString(missionId)}/";

    /// <summary>What keeps the page of a mission live.</summary>
    public static string MissionStream(Guid projectId, string missionId) => $"{Mission(projectId, missionId)}live/";
}
