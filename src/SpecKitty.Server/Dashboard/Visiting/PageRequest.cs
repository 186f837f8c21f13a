namespace SpecKitty.Server.Dashboard.Visiting;

/// <summary>What a request says about who waits for the answer.</summary>
internal static class PageRequest
{
    /// <summary>Whether a person waits for a page; a program gets JSON.</summary>
    public static bool IsForAPage(HttpRequest request)
        => !request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && Accepts(request, "text/html");

    /// <summary>Whether a script wants a stream to keep open. It cannot show a page.</summary>
    public static bool IsForAStream(HttpRequest request) => Accepts(request, "text/event-stream");

    /// <summary>Whether a script fetches a page to take parts out of it, and keeps what was typed by itself. Older browsers do not say.</summary>
    public static bool IsByScript(HttpRequest request) => request.Headers["Sec-Fetch-Dest"].ToString() == "empty";

    /// <summary>Where a page can be loaded again: its own address; of an answer to a form the page that the form stood on.</summary>
    public static string AddressOf(HttpRequest request)
        => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            ? LocalPath.Of($"{request.Path}{request.QueryString}")
            : LocalPath.OfReferrer(request);

    private static bool Accepts(HttpRequest request, string type) => request.Headers.Accept.ToString().Contains(type, StringComparison.OrdinalIgnoreCase);
}
