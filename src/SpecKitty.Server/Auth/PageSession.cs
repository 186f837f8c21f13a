namespace SpecKitty.Server.Auth;

/// <summary>A browser that is signed in to the pages.</summary>
/// <param name="Principal">Who looks, with the teams and roles of now.</param>
/// <param name="FormToken">What every form of the session must bring back.</param>
internal sealed record PageSession(Principal Principal, string FormToken);
