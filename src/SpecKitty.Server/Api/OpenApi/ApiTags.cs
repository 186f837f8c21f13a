namespace SpecKitty.Server.Api.OpenApi;

/// <summary>The headings that the description of the API puts its routes under, in the order of reading.</summary>
internal static class ApiTags
{
    public const string SignIn = "Sign-in";
    public const string Events = "Events";
    public const string Missions = "Missions";
    public const string Participants = "Participants";
    public const string Projects = "Projects";
    public const string Teams = "Teams";
    public const string Account = "Account";
    public const string Server = "Server";

    /// <summary>Every heading, and what stands under it.</summary>
    public static IReadOnlyList<(string Name, string Description)> All { get; } =
    [
        (SignIn, "Access and refresh tokens for a username and a password."),
        (Events, "Sending events in, and reading the logs."),
        (Missions, "Making missions, finding them and seeing what they amount to."),
        (Participants, "Who takes part in a mission: the server alone emits invitations, joins and leaves."),
        (Projects, "The projects of one's teams, and their boards."),
        (Teams, "Who is in a team, and invitations to it."),
        (Account, "Who one is, one's password, one's invitations and one's tokens for automation."),
        (Server, "How the server is doing, and this description."),
    ];
}
