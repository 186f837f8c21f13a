namespace SpecKitty.Server.Dashboard.Administration;

/// <summary>What was just done to a team, as the address that the browser is sent to says it.</summary>
internal static class TeamDeeds
{
    public const string MemberAdded = "member-added";
    public const string RoleChanged = "role-changed";
    public const string MemberRemoved = "member-removed";
    public const string ProjectRegistered = "project-registered";
    public const string ProjectKnown = "project-known";

    /// <summary>What to say about it; null for whatever else stands in the address.</summary>
    public static string? Sentence(string deed) => deed switch
    {
        MemberAdded => "The member is in the team.",
        RoleChanged => "The role is changed.",
        MemberRemoved => "The member is out of the team.",
        ProjectRegistered => "The project is the team's.",
        ProjectKnown => "The team had the project already; it is as it was.",
        _ => null,
    };
}
