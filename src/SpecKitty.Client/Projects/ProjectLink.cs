using SpecKitty.Client.Credentials;

namespace SpecKitty.Client.Projects;

/// <summary>A user's word that a project's events may leave this machine: to this server, as this user.</summary>
/// <param name="ProjectUuid">The project.</param>
/// <param name="Server">The server that its events may go to; ends in a slash.</param>
/// <param name="Username">The user there in whose name they go.</param>
/// <param name="LinkedAt">When it was said.</param>
public sealed record ProjectLink(Guid ProjectUuid, Uri Server, string Username, DateTimeOffset LinkedAt)
{
    /// <summary>Whether events of the project may go out with a sign-in.</summary>
    public bool Allows(SignIn signIn)
    {
        ArgumentNullException.ThrowIfNull(signIn);
        return signIn.Server == Server && IsOf(signIn.Username);
    }

    /// <summary>Whether it is in a user's name; servers take user names without regard to case.</summary>
    public bool IsOf(string username) => SignIn.IsSameUser(Username, username);
}
