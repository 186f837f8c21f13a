namespace SpecKitty.Client.Http;

/// <summary>A successful reply whose body is still coming.</summary>
internal sealed class StreamedReply(HttpResponseMessage response, Stream body) : IDisposable
{
    /// <summary>The body, as it comes.</summary>
    public Stream Body { get; } = body;

    /// <summary>What kind of text it is; null when the reply does not say.</summary>
    public string? MediaType => response.Content.Headers.ContentType?.MediaType;

    public void Dispose()
    {
        Body.Dispose();
        response.Dispose();
    }
}
