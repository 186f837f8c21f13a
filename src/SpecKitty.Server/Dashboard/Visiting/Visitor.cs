using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Acting;

namespace SpecKitty.Server.Dashboard.Visiting;

/// <summary>Who asks for a page.</summary>
/// <param name="Session">The session of the browser; null when nobody is signed in.</param>
/// <param name="Appearance">How the pages are to look.</param>
internal sealed record Visitor(PageSession? Session, Appearance Appearance)
{
    /// <summary>The principal; null when nobody is signed in.</summary>
    public Principal? Principal => Session?.Principal;

    /// <summary>Whether it is the demo's guest, who sees nothing but the demo.</summary>
    public bool IsGuest => Principal?.Name == DemoGuest.Username;

    /// <summary>Somebody of whom nothing is known but what the pages are to look like.</summary>
    public static Visitor Stranger(HttpRequest request) => new(null, PageCookies.ReadAppearance(request));
}
