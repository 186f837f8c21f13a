namespace SpecKitty.Server.Dashboard.Views.Administration;

/// <summary>What an admin typed into the forms of a team; never a password.</summary>
public sealed record TeamDraft
{
    /// <summary>Nothing typed yet.</summary>
    public static TeamDraft Empty { get; } = new();

    /// <summary>The name of a user to create.</summary>
    public string Username { get; init; } = "";

    /// <summary>The role of a user to create.</summary>
    public string Role { get; init; } = "member";

    /// <summary>The name of a user to invite; empty for anyone who has the link.</summary>
    public string Invitee { get; init; } = "";

    /// <summary>The role that an invitation gives.</summary>
    public string InviteeRole { get; init; } = "member";

    /// <summary>After how many days an invitation expires.</summary>
    public string Days { get; init; } = "7";

    /// <summary>Whether an invitation is for many users.</summary>
    public bool IsForMany { get; init; }

    /// <summary>A project to register.</summary>
    public string ProjectUuid { get; init; } = "";

    /// <summary>What to call the project.</summary>
    public string ProjectName { get; init; } = "";
}
