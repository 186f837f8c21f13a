using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SpecKitty.Server.Api.OpenApi;

/// <summary>Describes one route by what it was mapped with.</summary>
internal sealed class OperationDescription : IOpenApiOperationTransformer
{
    /// <summary>The name of the one way to prove who one is.</summary>
    public const string Bearer = "Bearer";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var document = context.Document!;
        var text = metadata.OfType<RouteText>().Single();
        operation.Description = $"{(text.Details is null ? "" : text.Details + " ")}Who may: {text.Who}.";
        operation.Parameters = [.. metadata.OfType<RouteParameter>().Select(Describe)];
        if (metadata.OfType<BearerRequired>().Any())
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        }

        if (operation.RequestBody is OpenApiRequestBody body)
        {
            body.Required = true;
        }

        foreach (var answer in metadata.OfType<RouteAnswer>())
        {
            Complete((OpenApiResponse)operation.Responses![$"{answer.Status}"], answer);
        }

        CommonAnswers.AddTo(operation.Responses!, metadata, document);
        var sorted = operation.Responses!.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        operation.Responses!.Clear();
        foreach (var (status, answer) in sorted)
        {
            operation.Responses.Add(status, answer);
        }

        return Task.CompletedTask;
    }

    private static IOpenApiParameter Describe(RouteParameter parameter) => new OpenApiParameter
    {
        In = parameter.In,
        Name = parameter.Name,
        Description = parameter.Description,
        Required = parameter.IsRequired,
        Schema = parameter.Value.ToSchema(),
    };

    private static void Complete(OpenApiResponse response, RouteAnswer answer)
    {
        response.Description = answer.Meaning;
        if (answer.Header is { } header)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader>([header.ToEntry()], StringComparer.Ordinal);
        }

        if (answer.ExtraContent is { } type)
        {
            response.Content![type] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Lines, each an envelope in JSON." } };
        }
    }
}
