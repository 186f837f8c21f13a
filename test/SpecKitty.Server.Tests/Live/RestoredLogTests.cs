using System.Net;
using SpecKitty.Server.Storage.Sqlite;
using SpecKitty.Server.Tests.Dashboard;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Live.Sockets;
using SpecKitty.Server.Tests.Live.Streams;

namespace SpecKitty.Server.Tests.Live;

/// <summary>Readers that had read further than the backup that the server was restored from: their cursors are of a log that is gone.</summary>
public sealed class RestoredLogTests : IAsyncLifetime
{
    private const long Generation = 1_771_150_000_000;

    private readonly Guid _project = Guid.NewGuid();
    private RunningServer _server = null!;
    private string _token = null!;

    private string StreamPath => $"/api/v1/projects/{_project}/stream/";

    // The reader is at 10, the backup at 5, and the restored log at 12.
    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartAsync();
        _token = await _server.SignInNewAsync("ada");
        await PostAsync(5);
        var database = Path.Combine(_server.DataDirectory, SqliteStore.FileName);
        var backup = Path.Combine(_server.DataDirectory, "backup.db");
        SqliteBackup.Write(database, backup);
        await PostAsync(5);
        await _server.RestartAsync(options =>
        {
            SqliteRestore.Run(backup, options.DataDirectory, DateTimeOffset.FromUnixTimeMilliseconds(Generation));
            return options;
        });
        await PostAsync(7);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("10", "")]
    [InlineData("3", "")]
    [InlineData("g1-10", "")]
    [InlineData("g1771149999999-10", "")]
    [InlineData(null, "?after=10")]
    [InlineData("10", "?after=g1771150000000-12")]
    public async Task Stream_BehindACursorOfTheLogThatIsGone_BeginsWithASnapshot(string? lastEventId, string query)
    {
        using var stream = await TestStream.OpenAsync(_server, _token, StreamPath + query, lastEventId);

        var snapshot = await stream.ReceiveAsync("snapshot");
        snapshot.Id.ShouldBe($"g{Generation}-12");
        snapshot.Json.GetProperty("sequence").GetInt64().ShouldBe(12);
        await PostAsync(1);
        (await stream.ReceiveAsync("event")).Id.ShouldBe($"g{Generation}-13");
    }

    [Fact]
    public async Task Stream_BehindACursorOfTheNewLogOrTheBeginning_MissesNothing()
    {
        using var after = await TestStream.OpenAsync(_server, _token, StreamPath, $"g{Generation}-5");
        using var whole = await TestStream.OpenAsync(_server, _token, StreamPath + "?after=0");

        (await after.ReceiveEventsAsync(7)).Select(message => message.Id).ShouldBe(Enumerable.Range(6, 7).Select(sequence => $"g{Generation}-{sequence}"));
        (await whole.ReceiveEventsAsync(12)).Select(message => message.Id).ShouldBe(Enumerable.Range(1, 12).Select(sequence => $"g{Generation}-{sequence}"));
    }

    [Fact]
    public async Task Socket_BehindACursorOfTheLogThatIsGone_BeginsAtItsEndAndSaysTheGeneration()
    {
        using var old = await TestSocket.OpenAsync(_server, _token, $"?project={_project}&after=10");
        using var current = await TestSocket.OpenAsync(_server, _token, $"?project={_project}&after=g{Generation}-10");

        var snapshot = await old.ReceiveAsync("snapshot");
        snapshot.GetProperty("sequence").GetInt64().ShouldBe(12);
        snapshot.GetProperty("generation").GetInt64().ShouldBe(Generation);
        (await current.ReceiveAsync("snapshot")).GetProperty("sequence").GetInt64().ShouldBe(10);
        (await current.ReceiveAsync("event")).GetProperty("sequence").GetInt64().ShouldBe(11);
    }

    [Theory]
    [InlineData("after=10")]
    [InlineData("after=3&generation=1")]
    [InlineData("after=10&generation=1771149999999")]
    public async Task Page_BehindACursorOfTheLogThatIsGone_IsRefusedWithTheWayOn(string query)
    {
        var refused = (await _server.GetAsync($"/api/v1/events/?project={_project}&{query}", _token)).ShouldBe(HttpStatusCode.Gone);

        refused.Text("error").ShouldBe("Log restored");
        refused.Text("details")!.ShouldContain("Start over with after=0");
    }

    [Fact]
    public async Task Page_FromTheBeginningWithTheGenerationOfEachPage_GivesTheWholeLog()
    {
        var seen = new List<long>();
        var next = "after=0";
        while (seen.Count < 12)
        {
            var page = (await _server.GetAsync($"/api/v1/events/?project={_project}&limit=5&{next}", _token)).ShouldBe(HttpStatusCode.OK).Body;
            seen.AddRange(page.GetProperty("events").EnumerateArray().Select(stored => stored.GetProperty("sequence").GetInt64()));
            next = $"after={page.GetProperty("next_after").GetInt64()}&generation={page.GetProperty("generation").GetInt64()}";
        }

        seen.ShouldBe(Enumerable.Range(1, 12).Select(sequence => (long)sequence));
        next.ShouldBe($"after=12&generation={Generation}");
    }

    [Fact]
    public async Task PageStream_OfTheRestoredLog_SaysTheGeneration()
    {
        using var browser = new TestBrowser(_server);
        await browser.SignInAsync("ada");
        var (response, _) = await browser.OpenAsync($"/projects/{_project}/live/", "text/event-stream");
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        (await lines.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe($"id: g{Generation}-12");
    }

    private async Task PostAsync(int count)
        => (await _server.PostBatchAsync(_token, [.. Enumerable.Range(0, count).Select(_ => TestEvents.Moved(_project))])).Statuses.ShouldAllBe(status => status == "success");
}
