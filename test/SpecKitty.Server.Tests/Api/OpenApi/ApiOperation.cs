using System.Text.Json.Nodes;

namespace SpecKitty.Server.Tests.Api.OpenApi;

/// <summary>One route of the description.</summary>
internal sealed record ApiOperation(string Method, string Path, JsonObject Json)
{
    public string Name => Json["operationId"]!.GetValue<string>();

    public IReadOnlyList<JsonObject> Parameters => [.. (Json["parameters"]?.AsArray() ?? []).Select(parameter => parameter!.AsObject())];

    public IReadOnlyList<int> Statuses => [.. Json["responses"]!.AsObject().Select(answer => int.Parse(answer.Key))];

    public bool TakesBody => Json["requestBody"] is not null;

    public bool NeedsToken => Json["security"] is not null;

    public bool HasParameter(string place, string name) => Parameters.Any(parameter => parameter["in"]!.GetValue<string>() == place && parameter["name"]!.GetValue<string>() == name);

    public override string ToString() => $"{Method} {Path}";
}
