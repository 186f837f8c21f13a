namespace SpecKitty.Server.Dashboard.Views.Administration;

/// <summary>What somebody typed into the forms of a team; never a password.</summary>
/// <param name="Username">The name of a new member.</param>
/// <param name="Role">The role of a new member.</param>
/// <param name="ProjectUuid">A project to register.</param>
/// <param name="ProjectName">What to call it.</param>
public sealed record TeamDraft(string Username, string Role, string ProjectUuid, string ProjectName)
{
    /// <summary>Nothing typed yet.</summary>
    public static TeamDraft Empty { get; } = new("", "member", "", "");
}
