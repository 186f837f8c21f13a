namespace SpecKitty.Server.Requests;

/// <summary>Reads the body of a request; whatever is wrong with how it was sent is the sender's fault.</summary>
internal static class RequestBody
{
    private const int Chunk = 4096;

    /// <summary>The body as a stream whose failures are <see cref="BadHttpRequestException"/>.</summary>
    public static Stream Open(HttpContext context) => new RequestBodyStream(context.Request.Body);

    /// <summary>Reads a small body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <returns>The bytes; null when there are more.</returns>
    /// <exception cref="BadHttpRequestException">The body cannot be read.</exception>
    public static async Task<byte[]?> ReadAsync(HttpContext context, int limit)
    {
        await using var body = Open(context);
        using var buffer = new MemoryStream();
        var chunk = new byte[Chunk];
        int read;
        while ((read = await body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > limit)
            {
                return null;
            }
        }

        return buffer.ToArray();
    }

    /// <summary>Whether the body is sent as it is, without an encoding.</summary>
    public static bool IsPlain(HttpRequest request)
        => request.Headers.ContentEncoding.ToString() is var encoding && (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase));
}
