using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SpecKitty.Server.Requests;

namespace SpecKitty.Server.Api;

/// <summary>Reads and writes the JSON of requests and answers.</summary>
internal static class ApiJson
{
    private const int SmallBody = 64 * 1024;
    private const int MostFaultsTold = 20;
    private const int Depth = 16;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How the records of <c>Api/Messages</c> stand in JSON: names and words in snake case, instants as the envelopes write them.</summary>
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions());

    /// <summary>Makes other options say the same as <see cref="Options"/>, so that a description of the messages is true to them.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolver ??= new DefaultJsonTypeInfoResolver();
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new UuidConverter());
        return options;
    }

    public static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using (var json = new Utf8JsonWriter(context.Response.BodyWriter, WriterOptions))
        {
            write(json);
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>Writes a record of <c>Api/Messages</c>.</summary>
    /// <param name="context">The request to answer.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="status">The HTTP status.</param>
    /// <typeparam name="T">The record.</typeparam>
    public static Task WriteAsync<T>(HttpContext context, T answer, int status = 200)
        where T : notnull
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, json => JsonSerializer.Serialize(json, answer, Options));
    }

    /// <summary>Reads a small JSON object as a record of <c>Api/Messages</c>.</summary>
    /// <remarks>
    /// Members that the record does not have are ignored. Every member that it has must be of its type, and within the bounds of its attributes; the answer names all that are not.
    /// </remarks>
    /// <param name="context">The request.</param>
    /// <typeparam name="T">The record.</typeparam>
    /// <returns>The record; null when the body was none, and the answer has been written.</returns>
    public static async Task<T?> ReadAsync<T>(HttpContext context)
        where T : class
    {
        if (await ReadObjectAsync(context) is not { } body)
        {
            return null;
        }

        var faults = BodyCheck.FindFaults(body, Options.GetTypeInfo(typeof(T)));
        if (faults.Count == 0)
        {
            return body.Deserialize<T>(Options);
        }

        await ApiError.WriteAsync(context, 400, "Invalid body", string.Join(" ", faults.Take(MostFaultsTold)));
        return null;
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

        if (!RequestBody.IsPlain(context.Request))
        {
            await ApiError.WriteAsync(context, 415, "Unsupported encoding", "Send the body plain, without Content-Encoding: only a batch of events may be gzip-encoded.");
            return null;
        }

        if (await RequestBody.ReadAsync(context, SmallBody) is not { } utf8)
        {
            await ApiError.WriteAsync(context, 413, "Body too large", $"The body has more than {SmallBody} bytes.");
            return null;
        }

        if (RequestJson.ReadObject(utf8, Depth, out var fault) is { } body)
        {
            return body;
        }

        await ApiError.WriteAsync(context, 400, "Invalid body", fault!);
        return null;
    }

    public static bool IsJson(HttpRequest request)
        => request.ContentType is { } type && type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);
}
