namespace SpecKitty.Server.Dashboard.Visiting;

/// <summary>Marks a route as one of the pages, and says who may come. The mark nearest to the route counts.</summary>
/// <remarks>Forms come from our own pages alone, whatever a mark says.</remarks>
internal sealed record PageAccess
{
    /// <summary>Only who is signed in; others are shown the way to the sign-in. What a visitor may see there is the page's to ask.</summary>
    public static PageAccess SignedIn { get; } = new() { NeedsSignIn = true, NeedsFormToken = true };

    /// <summary>Who is signed in, and to the mission that the demo plays everybody.</summary>
    public static PageAccess OfMission { get; } = SignedIn with { AllowsDemo = true };

    /// <summary>As <see cref="OfMission"/>; what was written is given back when it is not taken.</summary>
    public static PageAccess OfComments { get; } = OfMission with { KeepsComment = true };

    /// <summary>Everybody, signed in or not. A second tab that was opened before the first one signed in is as good as the first.</summary>
    public static PageAccess Everybody { get; } = new();

    /// <summary>Everybody who wants to come in, and what was written before goes along.</summary>
    public static PageAccess Entry { get; } = new() { KeepsComment = true };

    /// <summary>Everybody; it ends the session that its form was made for and no other.</summary>
    public static PageAccess OwnSession { get; } = new() { NeedsFormToken = true };

    /// <summary>Whether a visitor must be signed in.</summary>
    public bool NeedsSignIn { get; private init; }

    /// <summary>Whether a form must bring back the token of the visitor's session.</summary>
    public bool NeedsFormToken { get; private init; }

    /// <summary>Whether the address of the demo's mission is open nevertheless.</summary>
    public bool AllowsDemo { get; private init; }

    /// <summary>Whether its form may carry a comment, see <see cref="Acting.KeptComments"/>.</summary>
    public bool KeepsComment { get; private init; }
}
