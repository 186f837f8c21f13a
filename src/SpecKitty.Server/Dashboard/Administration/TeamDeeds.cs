namespace SpecKitty.Server.Dashboard.Administration;

/// <summary>What was just done to a team, as the address that the browser is sent to says it.</summary>
internal static class TeamDeeds
{
    public const string MemberAdded = "member-added";
    public const string RoleChanged = "role-changed";
    public const string MemberRemoved = "member-removed";
    public const string InvitationRevoked = "invitation-revoked";
    public const string ProjectRegistered = "project-registered";
    public const string ProjectKnown = "project-known";

    /// <summary>What to say about it; null for whatever else stands in the address.</summary>
    public static string? Sentence(string deed) => deed switch
    {
        MemberAdded => "User created and added to the team.",
        RoleChanged => "Role changed.",
        MemberRemoved => "Member removed.",
        InvitationRevoked => "Invitation revoked. Its link stopped working.",
        ProjectRegistered => "Project registered.",
        ProjectKnown => "The team already had this project; nothing changed.",
        _ => null,
    };
}
