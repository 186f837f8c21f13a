using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Tests.Commands;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Nodes;

/// <summary>A thousand subscribers on two server processes on one database, a writer on each, one server killed in the middle.</summary>
public sealed class KilledStreamTests : IAsyncLifetime
{
    private const int Subscribers = 1000;
    private const int Batches = 60;
    private const int BatchLength = 5;

    // The first event registers the project; every batch is posted until it is known to be there.
    private const int Last = 1 + (2 * Batches * BatchLength);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    private readonly Guid _project = Guid.NewGuid();
    private readonly TaskCompletionSource _isHalfway = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _isKilled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _database = "";
    private int _posted;

    public async ValueTask InitializeAsync() => _database = await PostgresCluster.CreateDatabaseAsync();

    public async ValueTask DisposeAsync() => await PostgresCluster.DropDatabaseAsync(_database);

    [Fact]
    public async Task Subscribers_OfTwoServersOneOfThemKilled_EndWithTheWholeSequenceOnce()
    {
        await AddUserAsync();
        await using var one = Start();
        await using var doomed = Start();
        Uri[] servers = [await one.AddressAsync(), await doomed.AddressAsync()];
        using var http = new HttpClient { Timeout = Patience };
        var token = await SignInAsync(http, servers[0]);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await PostAsync(http, servers[0], [TestEvents.NewId()])).EnsureSuccessStatusCode();
        using var limit = new CancellationTokenSource(Patience);
        using var streams = new HttpMessageInvoker(new SocketsHttpHandler());
        StreamFollower[] followers = [.. Enumerable.Range(0, Subscribers).Select(number => new StreamFollower(streams, token, $"/api/v1/projects/{_project}/stream/", servers, number % 2))];

        Task[] following = [.. followers.Select(follower => follower.FollowAsync(Last, limit.Token))];
        await Task.WhenAll(followers.Select(follower => follower.Begun.Task)).WaitAsync(Patience);
        Task[] writing = [WriteAsync(http, servers[0], servers[0]), WriteAsync(http, servers[1], servers[0])];
        await _isHalfway.Task.WaitAsync(Patience);
        doomed.Kill();
        await doomed.WaitAsync();
        _isKilled.SetResult();
        await Task.WhenAll(writing).WaitAsync(Patience);
        await Task.WhenAll(following).WaitAsync(Patience);

        var whole = Enumerable.Range(2, Last - 1).Select(sequence => (long)sequence).ToArray();
        foreach (var follower in followers)
        {
            follower.Sequences.SequenceEqual(whole).ShouldBeTrue($"{follower.Sequences.Count} events, the first {follower.Sequences[0]}, the last {follower.Sequences[^1]}");
            follower.Snapshots.ShouldBe(1);
        }

        followers.Where((_, number) => number % 2 == 0).ShouldAllBe(follower => follower.Breaks == 0);
        followers.Where((_, number) => number % 2 == 1).ShouldAllBe(follower => follower.Breaks >= 1);
    }

    // A batch whose answer was lost is posted again to the other server, and what is there already is a duplicate.
    private async Task WriteAsync(HttpClient http, Uri server, Uri refuge)
    {
        for (var batch = 0; batch < Batches; batch++)
        {
            if (batch == Batches - 1 && server != refuge)
            {
                // Nobody has the whole sequence before the server is killed.
                await _isKilled.Task;
            }

            string[] ids = [.. Enumerable.Range(0, BatchLength).Select(_ => TestEvents.NewId())];
            while (true)
            {
                try
                {
                    using var answer = await PostAsync(http, server, ids);
                    answer.EnsureSuccessStatusCode();
                    break;
                }
                catch (HttpRequestException) when (server != refuge)
                {
                    server = refuge;
                }
            }

            if (Interlocked.Increment(ref _posted) == Batches)
            {
                _isHalfway.SetResult();
            }
        }
    }

    private Task<HttpResponseMessage> PostAsync(HttpClient http, Uri server, IReadOnlyList<string> ids)
        => http.PostAsync(new Uri(server, "/api/v1/events/batch/"), new StringContent(RunningServer.Batch(ids.Select(id => TestEvents.Moved(_project, id))), Encoding.UTF8, "application/json"));

    private async Task AddUserAsync()
    {
        var run = await ServerProcess.RunAsync(["user", "add", "ada", "--team", "tea", "--role", "admin", "--password-stdin"], RunningServer.Password, Environment);
        run.ExitCode.ShouldBe(ExitCodes.Fine, run.Error);
    }

    private ServerProcess Start() => ServerProcess.Start(
        ["--urls", "http://127.0.0.1:0", "--set", "limits.streams_per_principal=2000", "--set", "limits.requests_per_minute_per_principal=0"],
        Environment);

    private Dictionary<string, string> Environment => new(StringComparer.Ordinal) { ["SPECKITTY_DATABASE"] = _database };

    private static async Task<string> SignInAsync(HttpClient http, Uri server)
    {
        var tokens = await http.PostAsJsonAsync(new Uri(server, "/api/v1/token/"), new { username = "ada", password = RunningServer.Password });
        tokens.EnsureSuccessStatusCode();
        return (await tokens.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access").GetString()!;
    }
}
