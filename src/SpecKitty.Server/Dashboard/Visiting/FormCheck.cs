using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace SpecKitty.Server.Dashboard.Visiting;

/// <summary>Takes a form only from our own pages, and from the session that it was made for.</summary>
internal static class FormCheck
{
    /// <summary>The field that carries the form token.</summary>
    public const string Field = "form_token";

    private const int LargestForm = 64 * 1024;

    /// <summary>Reads a form.</summary>
    /// <param name="context">The request.</param>
    /// <param name="formToken">What the session's forms carry; null when nobody is signed in.</param>
    /// <returns>Why it is not taken; null when it is, and <c>Request.Form</c> may be used.</returns>
    public static async Task<string?> FindFaultAsync(HttpContext context, string? formToken)
    {
        if (!IsFromHere(context.Request))
        {
            return "The form was not sent from a page of this server. Open the page here and send it again.";
        }

        if (!context.Request.HasFormContentType || context.Request.ContentLength > LargestForm)
        {
            return $"What was sent is no form of at most {LargestForm} bytes.";
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LargestForm;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return formToken is null || IsSame(form[Field].ToString(), formToken)
            ? null
            : "The form belongs to another sign-in. Open the page again and send it once more.";
    }

    // Every browser of today says which site sends a form; those before said the origin. What says neither is no browser's form.
    private static bool IsFromHere(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
        {
            return site == "same-origin";
        }

        return Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
            && origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsSame(string arrived, string expected)
        => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(arrived), Encoding.UTF8.GetBytes(expected));
}
