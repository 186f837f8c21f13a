using System.Net;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Dashboard;

/// <summary>Pages of a server whose storage is gone.</summary>
public sealed class PageFailureTests
{
    [Fact]
    public async Task Page_WithoutTheDatabase_SaysThatItComesBack()
    {
        var database = await PostgresCluster.CreateDatabaseAsync();
        await using var server = await RunningServer.StartAsync(adjust: options => options with { Database = database });
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");
        await browser.ReadAsync("/missions/");

        await PostgresCluster.DropDatabaseAsync(database);
        var (response, html) = await browser.OpenAsync("/missions/");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        html.ShouldContain("The storage does not answer");
        html.ShouldContain("Load the page again");
    }
}
