using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Administration;

/// <summary>The roles of a team as forms name them.</summary>
internal static class RoleWords
{
    /// <summary>The word for a role.</summary>
    public static string Of(TeamRole role) => role switch
    {
        TeamRole.Admin => "admin",
        TeamRole.Member => "member",
        _ => "viewer",
    };

    /// <summary>The role that a word stands for; null when it stands for none.</summary>
    public static TeamRole? Read(string word) => word switch
    {
        "admin" => TeamRole.Admin,
        "member" => TeamRole.Member,
        "viewer" => TeamRole.Viewer,
        _ => null,
    };
}
