using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Tests.Commands;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Nodes;

/// <summary>Two server processes on one database, writers and readers on both, one of them killed in the middle.</summary>
public sealed class KilledServerTests : IAsyncLifetime
{
    private const int Batches = 160;
    private const int BatchLength = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    private readonly Guid _project = Guid.NewGuid();
    private readonly ConcurrentBag<(string Id, string Status)> _results = [];
    private readonly ConcurrentDictionary<int, bool> _uncertain = new();
    private readonly TaskCompletionSource _isHalfway = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _written = new();
    private string _database = "";
    private int _answered;

    public async ValueTask InitializeAsync() => _database = await PostgresCluster.CreateDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        _written.Dispose();
        await PostgresCluster.DropDatabaseAsync(_database);
    }

    [Fact]
    public async Task Servers_OneKilledUnderLoad_LoseNothingAndDoubleNothing()
    {
        await AddUserAsync();
        await using var one = Start();
        await using var doomed = Start();
        using var http = await SignInAsync(await one.AddressAsync());
        using var doomedHttp = await SignInAsync(await doomed.AddressAsync());
        string[][] batches = [.. Enumerable.Range(0, Batches).Select(_ => Enumerable.Range(0, BatchLength).Select(_ => TestEvents.NewId()).ToArray())];
        (await PostAsync(http, [TestEvents.NewId()])).StatusCode.ShouldBe(HttpStatusCode.OK);

        // Every batch goes to both servers; each has two writers, who go through the batches in ways of their own.
        Task[] writers =
        [
            WriteAsync(http, http, batches, Enumerable.Range(0, Batches)),
            WriteAsync(http, http, batches, Enumerable.Range(0, Batches).Where(number => number % 2 == 0)),
            WriteAsync(doomedHttp, http, batches, Enumerable.Range(0, Batches)),
            WriteAsync(doomedHttp, http, batches, Enumerable.Range(0, Batches).Where(number => number % 2 == 1)),
        ];
        var readers = new[] { FollowAsync(http, http), FollowAsync(doomedHttp, http) };
        await _isHalfway.Task.WaitAsync(Patience);
        doomed.Kill();
        await doomed.WaitAsync();
        await Task.WhenAll(writers).WaitAsync(Patience);
        await _written.CancelAsync();
        var seen = await Task.WhenAll(readers).WaitAsync(Patience);

        var ids = batches.SelectMany(batch => batch).ToList();
        var statuses = _results.ToLookup(result => result.Id, result => result.Status, StringComparer.Ordinal);
        _results.ShouldAllBe(result => result.Status == "success" || result.Status == "duplicate");
        foreach (var (number, batch) in batches.Index())
        {
            // The answer that said success may be one of those that the killed server still owed.
            var successes = batch.Select(id => statuses[id].Count(status => status == "success")).ToList();
            successes.ShouldAllBe(count => count <= 1);
            successes.ShouldAllBe(count => count == 1 || _uncertain.ContainsKey(number));
        }

        await using var fresh = Start();
        using var freshHttp = await SignInAsync(await fresh.AddressAsync());
        var log = await ReadAsync(http, 0);
        log.Select(entry => entry.Sequence).ShouldBe(Enumerable.Range(1, (Batches * BatchLength) + 1).Select(number => (long)number));
        log.Skip(1).Select(entry => entry.Id).Order(StringComparer.Ordinal).ShouldBe(ids.Order(StringComparer.Ordinal));
        (await ReadAsync(freshHttp, 0)).ShouldBe(log);
        foreach (var reader in seen)
        {
            reader.ShouldBe(log);
        }

        var boards = await Task.WhenAll(new[] { http, freshHttp }.Select(node => node.GetStringAsync($"/api/v1/projects/{_project}/board/")));
        boards[0].ShouldBe(boards[1]);
        _uncertain.ShouldNotBeEmpty();
    }

    /// <summary>Writes every batch; to a server that is to be killed again and again, so that it is killed while it is written to.</summary>
    private async Task WriteAsync(HttpClient server, HttpClient refuge, string[][] batches, IEnumerable<int> order)
    {
        do
        {
            foreach (var number in order)
            {
                server = await WriteAsync(server, refuge, number, batches[number]);
                if (Interlocked.Increment(ref _answered) == Batches)
                {
                    _isHalfway.TrySetResult();
                }
            }
        }
        while (server != refuge);
    }

    /// <summary>Writes one batch.</summary>
    /// <returns>The server that has answered.</returns>
    private async Task<HttpClient> WriteAsync(HttpClient server, HttpClient refuge, int number, IReadOnlyList<string> batch)
    {
        while (true)
        {
            try
            {
                using var answer = await PostAsync(server, batch);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                foreach (var result in (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("results").EnumerateArray())
                {
                    _results.Add((result.GetProperty("event_id").GetString()!, result.GetProperty("status").GetString()!));
                }

                return server;
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException && server != refuge)
            {
                _uncertain[number] = true;
                server = refuge;
            }
        }
    }

    /// <summary>Follows the log by its cursor until the writers have ended and everything is read.</summary>
    private async Task<List<(long Sequence, string Id)>> FollowAsync(HttpClient server, HttpClient refuge)
    {
        var seen = new List<(long Sequence, string Id)>();
        while (true)
        {
            var isLast = _written.IsCancellationRequested;
            try
            {
                var page = await ReadAsync(server, seen.Count == 0 ? 0 : seen[^1].Sequence);
                seen.AddRange(page);
                if (isLast && page.Count == 0)
                {
                    return seen;
                }
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException && server != refuge)
            {
                server = refuge;
            }
        }
    }

    private async Task<List<(long Sequence, string Id)>> ReadAsync(HttpClient server, long after)
    {
        var events = new List<(long, string)>();
        while (true)
        {
            var page = await server.GetFromJsonAsync<JsonElement>($"/api/v1/events/?project={_project}&after={after}&limit=500");
            events.AddRange(page.GetProperty("events").EnumerateArray().Select(entry => (entry.GetProperty("sequence").GetInt64(), entry.GetProperty("event").GetProperty("event_id").GetString()!)));
            after = page.GetProperty("next_after").GetInt64();
            if (!page.GetProperty("has_more").GetBoolean())
            {
                return events;
            }
        }
    }

    private Task<HttpResponseMessage> PostAsync(HttpClient http, IReadOnlyList<string> ids)
        => http.PostAsync("/api/v1/events/batch/", new StringContent(RunningServer.Batch(ids.Select(id => TestEvents.Moved(_project, id))), Encoding.UTF8, "application/json"));

    private async Task AddUserAsync()
    {
        var run = await ServerProcess.RunAsync(["user", "add", "ada", "--team", "tea", "--role", "admin", "--password-stdin"], RunningServer.Password, Environment);
        run.ExitCode.ShouldBe(ExitCodes.Fine, run.Error);
        run.Error.ShouldNotContain(new Npgsql.NpgsqlConnectionStringBuilder(_database).Password!);
    }

    private ServerProcess Start() => ServerProcess.Start(
        ["--urls", "http://127.0.0.1:0", "--set", "limits.requests_per_minute_per_principal=0", "--set", "limits.requests_per_minute_per_team=0", "--set", "limits.events_per_minute_per_principal=0", "--set", "limits.events_per_minute_per_team=0"],
        Environment);

    private Dictionary<string, string> Environment => new(StringComparer.Ordinal) { ["SPECKITTY_DATABASE"] = _database };

    private static async Task<HttpClient> SignInAsync(Uri address)
    {
        var http = new HttpClient { BaseAddress = address };
        var tokens = await http.PostAsJsonAsync("/api/v1/token/", new { username = "ada", password = RunningServer.Password });
        tokens.StatusCode.ShouldBe(HttpStatusCode.OK);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await tokens.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access").GetString());
        return http;
    }
}
