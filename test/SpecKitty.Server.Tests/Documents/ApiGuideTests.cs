using System.Text;
using System.Text.RegularExpressions;
using SpecKitty.Events.Tests;
using SpecKitty.Events.Tests.Documents;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Tests.Api.OpenApi;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Documents;

/// <summary>docs/guide/api.md says what the routes are.</summary>
public sealed partial class ApiGuideTests
{
    private const string Document = "docs/guide/api.md";

    [Fact]
    public async Task Guide_Routes_AreThoseOfTheServer()
    {
        await using var server = await RunningServer.StartAsync();
        var document = await ApiDocument.ReadAsync(server);

        var tables = new StringBuilder();
        foreach (var (tag, description) in ApiTags.All)
        {
            tables.Append($"### {tag}\n\n{description}\n\n| method | path | for what | who may |\n|---|---|---|---|\n");
            foreach (var operation in document.Operations.Where(operation => operation.Json["tags"]![0]!.GetValue<string>() == tag))
            {
                var who = operation.Json["description"]!.GetValue<string>().Split("Who may: ")[1].TrimEnd('.');
                tables.Append($"| {operation.Method} | `{operation.Path}` | {operation.Json["summary"]} | {who} |\n");
            }

            tables.Append('\n');
        }

        GeneratedBlocks.ShouldStandIn(Document, "routes", tables.ToString().TrimEnd());
    }

    [Fact]
    public async Task Guide_Statuses_AreThoseOfTheDescription()
    {
        await using var server = await RunningServer.StartAsync();
        var described = (await ApiDocument.ReadAsync(server)).Operations.SelectMany(operation => operation.Statuses).Distinct().Order();

        var told = StatusRow().Matches(await File.ReadAllTextAsync(RepositoryFolder.Find(Document), TestContext.Current.CancellationToken)).Select(match => int.Parse(match.Groups["status"].Value));

        // The web server answers these two by itself, whatever the route.
        told.ShouldBe(described.Concat([414, 431]).Order());
    }

    [Fact]
    public async Task Guide_AddressesOfTheExamples_AreRoutes()
    {
        await using var server = await RunningServer.StartAsync();
        var patterns = (await ApiDocument.ReadAsync(server)).Operations.Select(operation => new Regex("^" + Regex.Replace(operation.Path, @"\{[^}]+\}", "[^/]+") + "$", RegexOptions.None, TimeSpan.FromSeconds(60))).ToList();

        var addresses = Example().Matches(await File.ReadAllTextAsync(RepositoryFolder.Find(Document), TestContext.Current.CancellationToken)).Select(match => match.Groups["path"].Value).ToList();

        addresses.Count.ShouldBeGreaterThan(5);
        addresses.Where(address => !patterns.Any(pattern => pattern.IsMatch(address))).ShouldBeEmpty();
    }

    [GeneratedRegex(@"^\| (?<status>\d{3}) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex StatusRow();

    [GeneratedRegex(@"\$SERVER(?<path>/[^\s""'?]*)", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Example();
}
