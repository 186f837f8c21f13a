using System.Net;
using System.Net.Http.Headers;
using Microsoft.Data.Sqlite;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Dashboard;

/// <summary>Pages that cannot be made, and forms that cannot be read.</summary>
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

    [Fact]
    public async Task Page_ThatFails_SaysSoToAPersonAndInJsonToAProgram()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");
        var mission = await TestMission.CreateAsync(server, token);
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");
        await RenameMissionsAsync(server);

        var (response, html) = await browser.OpenAsync("/missions/");

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        html.ShouldContain("<h1>The server failed</h1>");
        html.ShouldContain("class=\"lead\"");
        html.ShouldContain("Signed in as");
        html.ShouldNotContain("missions_away");
        html.ShouldNotContain("no such table");
        (await server.GetAsync("/api/v1/missions/", token)).ShouldBe(HttpStatusCode.InternalServerError);
        var stream = (await browser.OpenAsync($"/projects/{mission.Project}/missions/{mission.MissionId}/live/", "text/event-stream")).Response;
        stream.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        stream.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task Form_ThatIsTooLarge_IsRefusedByAPageHoweverItCame()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = new TestBrowser(server);
        foreach (var isChunked in new[] { true, false })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in/") { Content = Form($"username={new string('x', 70_000)}") };
            request.Headers.TransferEncodingChunked = isChunked;

            var (response, html) = await browser.SendAsync(request);

            response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
            html.ShouldContain("<h1>The form was not taken</h1>");
            html.ShouldContain("larger than 65536 bytes");
        }
    }

    [Fact]
    public async Task Form_ThatNoPageHas_IsRefusedByAPage()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = new TestBrowser(server);
        var cases = new (HttpContent Content, HttpStatusCode Status)[]
        {
            (Form(string.Join('&', Enumerable.Range(0, 1100).Select(place => $"a{place}=1"))), HttpStatusCode.BadRequest),
            (Form($"{new string('x', 4000)}=1"), HttpStatusCode.BadRequest),
            (new StringContent("--b\r\nbroken", new MediaTypeHeaderValue("multipart/form-data") { Parameters = { new NameValueHeaderValue("boundary", "b") } }), HttpStatusCode.UnsupportedMediaType),
            (new StringContent("{}", new MediaTypeHeaderValue("application/json")), HttpStatusCode.UnsupportedMediaType),
        };
        foreach (var (content, status) in cases)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in/") { Content = content };

            var (response, html) = await browser.SendAsync(request);

            response.StatusCode.ShouldBe(status);
            html.ShouldContain("<h1>The form was not taken</h1>");
        }
    }

    private static StringContent Form(string text) => new(text, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));

    // A fault of the server's own: what it needs is not where it should be.
    private static async Task RenameMissionsAsync(RunningServer server)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(server.DataDirectory, "speckitty.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "ALTER TABLE missions RENAME TO missions_away";
        await command.ExecuteNonQueryAsync();
    }
}
