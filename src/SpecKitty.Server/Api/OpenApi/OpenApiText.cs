using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SpecKitty.Server.Api.OpenApi;

/// <summary>The description of the API as text, made once: it takes long, and anybody may ask for it.</summary>
internal sealed class OpenApiText([FromKeyedServices(OpenApiText.DocumentName)] IOpenApiDocumentProvider provider)
{
    /// <summary>The name of the one document.</summary>
    public const string DocumentName = "v1";

    private readonly Lazy<Task<byte[]>> _text = new(() => WriteAsync(provider));

    /// <summary>The document in JSON, UTF-8.</summary>
    public Task<byte[]> ReadAsync() => _text.Value;

    private static async Task<byte[]> WriteAsync(IOpenApiDocumentProvider provider)
    {
        var document = await provider.GetOpenApiDocumentAsync();
        using var text = new MemoryStream();
        await document.SerializeAsJsonAsync(text, OpenApiSpecVersion.OpenApi3_1);
        return text.ToArray();
    }
}
