namespace SpecKitty.Server.Dashboard.Visiting;

/// <summary>Marks a route as one of the pages, and says who may come. The mark nearest to the route counts.</summary>
internal sealed record PageAccess
{
    /// <summary>Only who is signed in; others are shown the way to the sign-in. What a visitor may see there is the page's to ask.</summary>
    public static PageAccess SignedIn { get; } = new() { NeedsSignIn = true };

    /// <summary>Who is signed in, and to the mission that the demo plays everybody.</summary>
    public static PageAccess OfMission { get; } = new() { NeedsSignIn = true, AllowsDemo = true };

    /// <summary>Everybody, signed in or not.</summary>
    public static PageAccess Everybody { get; } = new();

    /// <summary>Whether a visitor must be signed in.</summary>
    public bool NeedsSignIn { get; private init; }

    /// <summary>Whether the address of the demo's mission is open nevertheless.</summary>
    public bool AllowsDemo { get; private init; }
}
