using System.Text.Encodings.Web;
using System.Text.Json;

namespace SpecKitty.Server.Api;

/// <summary>Reads and writes the JSON of requests and answers.</summary>
internal static class ApiJson
{
    private const int SmallBody = 64 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using (var json = new Utf8JsonWriter(context.Response.BodyWriter, Options))
        {
            write(json);
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>Reads a small JSON object.</summary>
    /// <returns>The members; null when the body was no JSON object of modest size, and the answer has been written.</returns>
    public static async Task<JsonElement?> ReadObjectAsync(HttpContext context)
    {
        if (!IsJson(context.Request))
        {
            await ApiError.WriteAsync(context, 415, "Unsupported media type", "Send a JSON object with Content-Type: application/json.");
            return null;
        }

        var buffer = new MemoryStream();
        var chunk = new byte[4096];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > SmallBody)
            {
                await ApiError.WriteAsync(context, 413, "Body too large", $"The body has more than {SmallBody} bytes.");
                return null;
            }
        }

        try
        {
            using var document = JsonDocument.Parse(buffer.ToArray(), new JsonDocumentOptions { MaxDepth = 16 });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document.RootElement.Clone();
            }
        }
        catch (JsonException)
        {
            // Answered below.
        }

        await ApiError.WriteAsync(context, 400, "Invalid body", "The body must be a JSON object.");
        return null;
    }

    public static bool IsJson(HttpRequest request)
        => request.ContentType is { } type && type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);

    /// <summary>A member that is a text; null when it is absent or anything else.</summary>
    public static string? Text(this JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var member) || member.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return member.GetString();
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate is no text.
            return null;
        }
    }

    /// <summary>Whether a member stands there with anything but null.</summary>
    public static bool Has(this JsonElement body, string name) => body.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null;
}
