namespace SpecKitty.Server.Dashboard.Visiting;

/// <summary>The cookies of the pages: the session, and how they are to look.</summary>
internal static class PageCookies
{
    private const string Session = "speckitty_session";
    private const string Look = "speckitty_appearance";

    private static readonly TimeSpan LookKept = TimeSpan.FromDays(365);

    /// <summary>The token of the session; null when there is none.</summary>
    public static string? ReadSession(HttpRequest request) => request.Cookies[SessionName(request)];

    /// <summary>Gives the browser a session.</summary>
    public static void WriteSession(HttpContext context, string token, TimeSpan lifetime)
        => context.Response.Cookies.Append(SessionName(context.Request), token, Options(context.Request, lifetime));

    /// <summary>Takes the session from the browser.</summary>
    public static void DeleteSession(HttpContext context) => context.Response.Cookies.Delete(SessionName(context.Request), Options(context.Request));

    /// <summary>How the pages are to look.</summary>
    public static Appearance ReadAppearance(HttpRequest request) => request.Cookies[Look] switch
    {
        "light" => Appearance.Light,
        "dark" => Appearance.Dark,
        _ => Appearance.System,
    };

    /// <summary>Keeps how the pages are to look.</summary>
    public static void WriteAppearance(HttpContext context, Appearance appearance)
    {
        if (appearance == Appearance.System)
        {
            context.Response.Cookies.Delete(Look, Options(context.Request));
            return;
        }

        context.Response.Cookies.Append(Look, appearance == Appearance.Light ? "light" : "dark", Options(context.Request, LookKept));
    }

    // A browser takes a name with this prefix only over https from this very host: no neighbour under another name can plant one.
    private static string SessionName(HttpRequest request) => request.IsHttps ? $"__Host-{Session}" : Session;

    // Lax: a link from a chat to a mission finds the visitor signed in. Whatever changes something is a POST, which Lax keeps to our own pages.
    private static CookieOptions Options(HttpRequest request, TimeSpan? lifetime = null) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps,
        MaxAge = lifetime,
    };
}
