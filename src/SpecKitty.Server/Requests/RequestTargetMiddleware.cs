using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace SpecKitty.Server.Requests;

/// <summary>Rejects a request whose path or query is not UTF-8 or has control characters, before a route reads either.</summary>
internal sealed class RequestTargetMiddleware(RequestDelegate next)
{
    /// <summary>Passes the request on when its target is accepted.</summary>
    /// <exception cref="BadHttpRequestException">The path or the query is rejected; the message names the parameter.</exception>
    public Task InvokeAsync(HttpContext context)
        => context.Features.Get<IHttpRequestFeature>() is { RawTarget: { } target } && FindFault(target) is { } fault
            ? throw new BadHttpRequestException(fault)
            : next(context);

    private static string? FindFault(string target)
    {
        // Nearly every address has nothing to decode: the host lets no bytes through that are not ASCII.
        if (target.AsSpan().IndexOf('%') < 0 && Ascii.IsValid(target) && !target.Any(char.IsControl))
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(target).AsSpan();
        var end = bytes.IndexOf((byte)'?');
        var path = end < 0 ? bytes : bytes[..end];
        return UrlEncoded.FindFault(path, "The path", TextRule.Line, plusIsSpace: false)
            ?? (end < 0 ? null : UrlEncoded.FindFault(bytes[(end + 1)..], _ => TextRule.Line));
    }
}
