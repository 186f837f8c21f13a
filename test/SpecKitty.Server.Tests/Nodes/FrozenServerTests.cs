using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Tests.Commands;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Nodes;

/// <summary>Two server processes on one database, one of them stopped in the middle of a transaction and continued later.</summary>
public sealed class FrozenServerTests : IAsyncLifetime
{
    private const int Writers = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly Guid _project = Guid.NewGuid();
    private readonly ConcurrentDictionary<string, int> _successes = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _written = new();
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await PostgresCluster.CreateDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        _written.Dispose();
        await PostgresCluster.DropDatabaseAsync(_database);
    }

    [Fact]
    public async Task Project_WhoseOtherNodeIsFrozenInATransaction_IsServedWithinSecondsAndLosesNothing()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["SPECKITTY_DATABASE"] = _database };
        (await ServerProcess.RunAsync(["user", "add", "ada", "--team", "tea", "--role", "admin", "--password-stdin"], RunningServer.Password, environment)).ExitCode.ShouldBe(ExitCodes.Fine);
        await using var frozen = Start(new Dictionary<string, string>(StringComparer.Ordinal) { ["SPECKITTY_DATABASE"] = new NpgsqlConnectionStringBuilder(_database) { ApplicationName = "frozen" }.ConnectionString });
        await using var other = Start(environment);
        using var http = await SignInAsync(await other.AddressAsync());
        using var frozenHttp = await SignInAsync(await frozen.AddressAsync());
        var writing = Enumerable.Range(0, Writers).Select(_ => WriteAsync(frozenHttp)).ToList();

        await FreezeInATransactionAsync(frozen);
        var began = Stopwatch.GetTimestamp();
        var first = TestEvents.NewId();
        await PostUntilStoredAsync(http, [first]);
        (await http.GetAsync($"/api/v1/projects/{_project}/board/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(25));

        frozen.Continue();
        await _written.CancelAsync();
        await Task.WhenAll(writing).WaitAsync(Patience);
        var log = await ReadIdsAsync(http);
        log.ShouldBeUnique();
        log.Order(StringComparer.Ordinal).ShouldBe(_successes.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>Stops the process, again and again until that leaves it in a transaction that holds a lock.</summary>
    private async Task FreezeInATransactionAsync(ServerProcess server)
    {
        await using var admin = new NpgsqlConnection(_database);
        await admin.OpenAsync();
        await using var held = admin.CreateCommand();
        held.CommandText =
            """
            SELECT count(*) FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid JOIN pg_class c ON c.oid = l.relation
            WHERE a.application_name = 'frozen' AND a.state = 'idle in transaction' AND a.backend_xid IS NOT NULL AND c.relname = 'projects' AND l.mode = 'RowShareLock'
            """;
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            server.Freeze();
            if ((long)(await held.ExecuteScalarAsync(limit.Token))! > 0)
            {
                return;
            }

            server.Continue();
        }
    }

    private async Task WriteAsync(HttpClient http)
    {
        while (!_written.IsCancellationRequested)
        {
            await PostUntilStoredAsync(http, [.. Enumerable.Range(0, 20).Select(_ => TestEvents.NewId())]);
        }
    }

    /// <summary>Sends the same until the server confirms it, as a client's queue does.</summary>
    private async Task PostUntilStoredAsync(HttpClient http, string[] ids)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            using var response = await http.PostAsync(
                "/api/v1/events/batch/",
                new StringContent(RunningServer.Batch(ids.Select(id => TestEvents.Moved(_project, id))), Encoding.UTF8, "application/json"),
                limit.Token);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                continue;
            }

            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            foreach (var result in (await response.Content.ReadFromJsonAsync<JsonElement>(limit.Token)).GetProperty("results").EnumerateArray())
            {
                result.GetProperty("status").GetString().ShouldBeOneOf("success", "duplicate");
                _successes.AddOrUpdate(result.GetProperty("event_id").GetString()!, 1, (_, count) => count + 1);
            }

            return;
        }
    }

    private async Task<List<string>> ReadIdsAsync(HttpClient http)
    {
        var ids = new List<string>();
        long after = 0;
        while (true)
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"/api/v1/events/?project={_project}&after={after}&limit=500");
            ids.AddRange(page.GetProperty("events").EnumerateArray().Select(entry => entry.GetProperty("event").GetProperty("event_id").GetString()!));
            after = page.GetProperty("next_after").GetInt64();
            if (!page.GetProperty("has_more").GetBoolean())
            {
                return ids;
            }
        }
    }

    private static ServerProcess Start(IReadOnlyDictionary<string, string> environment) => ServerProcess.Start(
        ["--urls", "http://127.0.0.1:0", "--set", "limits.requests_per_minute_per_principal=0", "--set", "limits.requests_per_minute_per_team=0", "--set", "limits.events_per_minute_per_principal=0", "--set", "limits.events_per_minute_per_team=0"],
        environment);

    private static async Task<HttpClient> SignInAsync(Uri address)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = Patience };
        var tokens = await http.PostAsJsonAsync("/api/v1/token/", new { username = "ada", password = RunningServer.Password });
        tokens.StatusCode.ShouldBe(HttpStatusCode.OK);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await tokens.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access").GetString());
        return http;
    }
}
