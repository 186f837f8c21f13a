using SpecKitty.Server.Auth;

namespace SpecKitty.Server.Api;

/// <summary>Who asks, behind <see cref="BearerMiddleware"/>.</summary>
internal static class HttpContextPrincipal
{
    public static Principal Principal(this HttpContext context)
        => context.Features.Get<Principal>() ?? throw new InvalidOperationException("Only a route that is marked as guarded knows who asks.");
}
