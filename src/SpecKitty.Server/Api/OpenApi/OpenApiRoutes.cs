using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;

namespace SpecKitty.Server.Api.OpenApi;

/// <summary>The description of the API, made of the routes themselves.</summary>
internal static class OpenApiRoutes
{
    public static void AddServices(IServiceCollection services)
    {
        // Answers are written by ApiJson; these options are only what descriptions are made of.
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RawJsonShapes.Uncover } };
            ApiJson.Configure(json.SerializerOptions);
        });
        services.AddOpenApi(OpenApiText.DocumentName, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = DocumentDescription.IsDescribed;
            options.AddSchemaTransformer<MessageSchemas>();
            options.AddOperationTransformer<OperationDescription>();
            options.AddDocumentTransformer<DocumentDescription>();
        });
        services.AddSingleton<OpenApiText>();
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/openapi/v1.json", ReadAsync)
        .Describe("readDescription", ApiTags.Server, "Gives this description.", "everybody", "OpenAPI 3.1. It holds no data, and is the same for everybody.")
        .Answers<object>(200, "An OpenAPI document.");

    private static async Task ReadAsync(HttpContext context, OpenApiText text)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(await text.ReadAsync(), context.RequestAborted);
    }
}
