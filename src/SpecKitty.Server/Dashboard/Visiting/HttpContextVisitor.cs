using SpecKitty.Server.Auth;

namespace SpecKitty.Server.Dashboard.Visiting;

/// <summary>Who asks for a page, behind <see cref="VisitorMiddleware"/>.</summary>
internal static class HttpContextVisitor
{
    public static Visitor Visitor(this HttpContext context)
        => context.Features.Get<Visitor>() ?? throw new InvalidOperationException("Only a route that is marked as a page knows who visits it.");

    /// <summary>The principal of a page that needs a sign-in.</summary>
    public static Principal SignedIn(this HttpContext context)
        => context.Visitor().Principal ?? throw new InvalidOperationException("Only a page that needs a sign-in knows who is signed in.");
}
