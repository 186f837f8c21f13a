using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Events.Schemas;
using SpecKitty.Events.Tests;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Api.OpenApi;

/// <summary>The description names what there is, and nothing else.</summary>
public sealed class OpenApiDocumentTests
{
    private const string Approved = "docs/contracts/openapi.v1.json";

    [Fact]
    public async Task Document_ForNobody_IsOpenApi31()
    {
        await using var server = await RunningServer.StartAsync();

        var document = await ApiDocument.ReadAsync(server);

        document.Root["openapi"]!.GetValue<string>().ShouldStartWith("3.1.");
        document.Root["servers"].ShouldBeNull("The address of a server is what its users know it by, not where it listens.");
        document.Operations.Count.ShouldBeGreaterThan(30);
    }

    [Fact]
    public async Task Document_Routes_AreThoseThatAreMapped()
    {
        await using var server = await RunningServer.StartAsync();

        var document = await ApiDocument.ReadAsync(server);

        document.Operations.Select(operation => $"{operation}").Order(StringComparer.Ordinal).ShouldBe(Mapped(server).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_ParametersOfAddresses_AreAllDescribed()
    {
        await using var server = await RunningServer.StartAsync();

        var document = await ApiDocument.ReadAsync(server);

        foreach (var operation in document.Operations)
        {
            var inPath = operation.Path.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment.Trim('{', '}'));
            operation.Parameters.Where(parameter => parameter["in"]!.GetValue<string>() == "path").Select(parameter => parameter["name"]!.GetValue<string>()).ShouldBe(inPath, $"{operation}");
            operation.Parameters.ShouldAllBe(parameter => parameter["description"]!.GetValue<string>().Length > 0);
        }
    }

    [Fact]
    public async Task Document_EverythingInIt_IsToldInWords()
    {
        await using var server = await RunningServer.StartAsync();

        var document = await ApiDocument.ReadAsync(server);

        document.Operations.Select(operation => operation.Name).ShouldBeUnique();
        foreach (var operation in document.Operations)
        {
            operation.Json["summary"]!.GetValue<string>().ShouldEndWith(".");
            operation.Json["description"]!.GetValue<string>().ShouldContain("Who may: ");
            ApiTags.All.Select(tag => tag.Name).ShouldContain(operation.Json["tags"]!.AsArray().Single()!.GetValue<string>());
        }

        Untold(document).ShouldBeEmpty();
    }

    [Fact]
    public async Task Document_References_AllPointAtSomething()
    {
        await using var server = await RunningServer.StartAsync();

        var document = await ApiDocument.ReadAsync(server);

        var references = new HashSet<string>(StringComparer.Ordinal);
        Collect(document.Root, references);
        references.Count.ShouldBeGreaterThan(20);
        foreach (var reference in references)
        {
            document.Follow(new JsonObject { ["$ref"] = reference }).Count.ShouldBeGreaterThan(0, reference);
        }

        document.Schemas.Select(schema => $"#/components/schemas/{schema.Key}").ShouldBeSubsetOf(references, "A shape that no route has is no part of the API.");
    }

    [Theory]
    [InlineData("Event", "event")]
    [InlineData("ParticipantIdentity", "participant_identity")]
    [InlineData("AuthPrincipalBinding", "auth_principal_binding")]
    [InlineData("FocusTarget", "focus_target")]
    public async Task Document_ShapesOfTheContract_AreItsSchemas(string shape, string contract)
    {
        await using var server = await RunningServer.StartAsync();

        var document = await ApiDocument.ReadAsync(server);

        ContractSchemas.TryGetText(contract, out var text).ShouldBeTrue();
        var expected = JsonNode.Parse(text)!.AsObject();
        expected.Remove("$id");
        expected.Remove("$schema");

        // An empty object as a default is left out by the writer, and says no more than the words.
        expected["properties"]!["payload"]?.AsObject().Remove("default");
        if (shape == "Event")
        {
            // Ingest takes envelopes of major version 1 without it.
            var required = expected["required"]!.AsArray();
            required.Remove(required.Single(name => name!.GetValue<string>() == "correlation_id"));
        }

        Sorted(document.Schemas[shape]!).ToJsonString().ShouldBe(Sorted(expected).ToJsonString());
    }

    [Fact]
    public async Task Document_BatchLimit_IsTheOneOfTheServer()
    {
        await using var server = await RunningServer.StartAsync(adjust: options => options with { Limits = new IngestLimits { Events = 7 } });

        var document = await ApiDocument.ReadAsync(server);

        var events = document.Schemas["BatchRequest"]!["properties"]!["events"]!;
        events["maxItems"]!.GetValue<int>().ShouldBe(7);
        events["items"]!["$ref"]!.GetValue<string>().ShouldBe("#/components/schemas/Event");
    }

    [Fact]
    public async Task Document_OfTheseSources_IsTheApprovedOne()
    {
        await using var server = await RunningServer.StartAsync();

        var document = await ApiDocument.ReadAsync(server);

        var file = RepositoryFolder.Find(Approved);
        if (Environment.GetEnvironmentVariable("SPEC_KITTY_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(file, document.Text + "\n", TestContext.Current.CancellationToken);
            return;
        }

        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim().ShouldBe(document.Text, $"{Approved}: write it anew with SPEC_KITTY_WRITE_DOCS=1 in the environment and look at the difference");
    }

    [Fact]
    public async Task Document_OtherVersion_IsNotFound()
    {
        await using var server = await RunningServer.StartAsync();

        (await server.GetAsync("/openapi/v2.json")).ShouldBe(HttpStatusCode.NotFound);
    }

    // The pages for people and what they load are no part of the API.
    private static IEnumerable<string> Mapped(RunningServer server)
        => server.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<PageAccess>() is null)
            .Select(route => (Path: route.RoutePattern.RawText!, Methods: route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods))
            .Where(route => !route.Path.StartsWith("/assets/", StringComparison.Ordinal))
            .SelectMany(route => route.Methods.Select(method => $"{method} {route.Path}"));

    private static IEnumerable<string> Untold(ApiDocument document)
    {
        foreach (var (name, schema) in document.Schemas)
        {
            foreach (var (member, value) in schema!["properties"]?.AsObject() ?? [])
            {
                var parts = (value!["oneOf"]?.AsArray() ?? []).Append(value);
                if (!parts.Any(part => part!["description"] is not null))
                {
                    yield return $"{name}.{member}";
                }
            }
        }
    }

    private static void Collect(JsonNode? node, HashSet<string> references)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    if (name == "$ref")
                    {
                        references.Add(value!.GetValue<string>());
                    }

                    Collect(value, references);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item, references);
                }

                break;
        }
    }

    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Sorted(item))]),
        _ => node.DeepClone(),
    };
}
