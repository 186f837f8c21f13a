using System.Text.Json;

namespace SpecKitty.Server.Tests.Requests;

/// <summary>A route as the server's own description has it.</summary>
internal sealed record ApiRoute(string Method, string Path, IReadOnlyList<string> InPath, IReadOnlyList<string> InQuery, bool HasBody, IReadOnlyList<string> Members)
{
    public static List<ApiRoute> Read(JsonElement document)
    {
        var schemas = document.GetProperty("components").GetProperty("schemas");
        return [.. from path in document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            let body = operation.Value.TryGetProperty("requestBody", out var described) ? described : (JsonElement?)null
            select new ApiRoute(
                operation.Name.ToUpperInvariant(),
                path.Name,
                Names(operation.Value, "path"),
                Names(operation.Value, "query"),
                body is not null,
                body is { } named ? ReadMembers(named, schemas) : [])];
    }

    public override string ToString() => $"{Method} {Path}";

    private static IReadOnlyList<string> Names(JsonElement operation, string place)
        => operation.TryGetProperty("parameters", out var parameters)
            ? [.. parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == place).Select(parameter => parameter.GetProperty("name").GetString()!)]
            : [];

    private static IReadOnlyList<string> ReadMembers(JsonElement body, JsonElement schemas)
    {
        var name = body.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];
        return [.. schemas.GetProperty(name).GetProperty("properties").EnumerateObject().Select(property => property.Name)];
    }
}
