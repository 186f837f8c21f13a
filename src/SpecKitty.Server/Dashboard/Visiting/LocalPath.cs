namespace SpecKitty.Server.Dashboard.Visiting;

/// <summary>Addresses to go on to: only our own, whoever wrote them.</summary>
internal static class LocalPath
{
    private const int Longest = 2000;

    /// <summary>The address, when it is a path of this server; otherwise the beginning.</summary>
    /// <param name="next">What arrived.</param>
    /// <param name="otherwise">Where to go without a good address.</param>
    public static string Of(string? next, string otherwise = "/") => IsLocal(next) ? next! : otherwise;

    /// <summary>Where a form was sent from, when the browser says so and it is one of our pages.</summary>
    public static string OfReferrer(HttpRequest request, string otherwise = "/")
        => Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)
            ? Of(from.PathAndQuery, otherwise)
            : otherwise;

    // "//host" and "/\host" are addresses of other servers to a browser; a control might end the header or hide one of those.
    private static bool IsLocal(string? next)
        => next is ['/', ..] and { Length: <= Longest } && next is not ['/', '/' or '\\', ..] && next.All(character => character is > ' ' and < '\u007f' and not '\\');
}
