namespace SpecKitty.Server.Dashboard.Views.Shell;

/// <summary>How to begin on a server where nobody is signed in.</summary>
/// <param name="ServerAddress">Where the server is, as the visitor sees it.</param>
public sealed record WelcomeView(string ServerAddress);
