using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using SpecKitty.Server.Requests;

namespace SpecKitty.Server.Dashboard.Visiting;

/// <summary>Takes a form only from our own pages, and from the session that it was made for.</summary>
internal static class FormCheck
{
    /// <summary>The field that carries the form token.</summary>
    public const string Field = "form_token";

    private const int LargestForm = 64 * 1024;

    private static FormFault TooLarge { get; } = new(StatusCodes.Status413PayloadTooLarge, $"What was sent is larger than {LargestForm} bytes, more than any form here holds. Send less.");

    /// <summary>Reads a form that one of our own pages sent.</summary>
    /// <returns>Why it is not taken; null when it is, and <c>Request.Form</c> may be used.</returns>
    public static async Task<FormFault?> ReadAsync(HttpContext context)
    {
        if (!IsFromHere(context.Request))
        {
            return new FormFault(StatusCodes.Status403Forbidden, "The form was not sent from a page of this server. Open the page here and send it again.");
        }

        if (context.Features.Get<IFormFeature>()?.Form is not null)
        {
            return null;
        }

        if (!IsForm(context.Request) || !RequestBody.IsPlain(context.Request))
        {
            return new FormFault(StatusCodes.Status415UnsupportedMediaType, "What was sent is no form. Open the page here and send it again.");
        }

        if (context.Request.ContentLength > LargestForm)
        {
            return TooLarge;
        }

        try
        {
            if (await RequestBody.ReadAsync(context, LargestForm) is not { } body)
            {
                return TooLarge;
            }

            if (UrlEncoded.FindFault(body, RuleOf) is { } fault)
            {
                return new FormFault(StatusCodes.Status400BadRequest, $"{fault} Go back to the page, correct the field and send it again.");
            }

            context.Request.Body = new MemoryStream(body);
            await context.Request.ReadFormAsync(context.RequestAborted);
            return null;
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException && !context.RequestAborted.IsCancellationRequested)
        {
            return new FormFault(StatusCodes.Status400BadRequest, "What was sent cannot be read as a form: it breaks off, or has more fields or longer names than any form here. Open the page here and send it again.");
        }
    }

    // What a browser sends for a form without a file, and what the script sends. Another encoding of text would be read otherwise than it was checked.
    private static bool IsForm(HttpRequest request)
        => MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static TextRule RuleOf(string field) => field switch
    {
        "content" => TextRule.Lines,
        "password" => TextRule.Secret,
        _ => TextRule.Line,
    };

    /// <summary>Whether a form that has been read brings back the token of a session.</summary>
    public static bool HasToken(HttpRequest request, string formToken)
        => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Form[Field].ToString()), Encoding.UTF8.GetBytes(formToken));

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
}
