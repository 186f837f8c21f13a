using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Sqlite;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Commands;

/// <summary>A server that is told to stop, as a process.</summary>
public sealed class DrainTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("speckitty-drain-").FullName;
    private readonly Guid _project = Guid.NewGuid();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Server_ToldToStopUnderLoad_KeepsWhatItAnsweredAndExitsWithZero()
    {
        await ServerProcess.AddUserAsync(_folder);
        await using var server = ServerProcess.Start(["--data", _folder, "--urls", "http://127.0.0.1:0", "--set", "limits.requests_per_minute_per_principal=0"]);
        using var http = await SignInAsync(await server.AddressAsync());
        var answered = new ConcurrentBag<string>();
        var isWarm = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var load = Enumerable.Range(0, 4).Select(_ => Task.Run(() => PostUntilItEndsAsync(http, answered, isWarm))).ToArray();
        await isWarm.Task.WaitAsync(TimeSpan.FromSeconds(180));

        server.Terminate();

        (await server.WaitAsync()).ShouldBe(ExitCodes.Fine, server.Errors);
        await Task.WhenAll(load);
        await using var store = SqliteStore.Open(_folder, TimeProvider.System);
        var stored = (await store.Log.ReadAsync(_project, new EventQuery())).ToList();
        answered.Except(stored.Select(one => one.EventId)).ShouldBeEmpty();
        answered.Count.ShouldBeGreaterThan(100);
        stored.Select(one => one.Sequence).ShouldBe(Enumerable.Range(1, stored.Count).Select(sequence => (long)sequence));
    }

    [Fact]
    public async Task Server_WithADrainDelay_ServesOnWhileItSaysThatItIsNotReady()
    {
        await ServerProcess.AddUserAsync(_folder);
        await using var server = ServerProcess.Start(["--data", _folder, "--urls", "http://127.0.0.1:0", "--set", "server.drain_delay_seconds=600"]);
        using var http = await SignInAsync(await server.AddressAsync());
        (await ServerProcess.WaitForReadinessAsync(http, HttpStatusCode.OK)).Dispose();

        server.Terminate();

        using var answer = await ServerProcess.WaitForReadinessAsync(http, HttpStatusCode.ServiceUnavailable);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        body.GetProperty("reasons")[0].GetString()!.ShouldContain("stopping");
        body.GetProperty("details").GetString()!.ShouldContain("stopping");
        (await PostAsync(http, [TestEvents.NewId()])).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Server_WhoseDrainDelayIsOver_Stops()
    {
        var clock = new TimerClock();
        var server = await RunningServer.StartAsync(clock, adjust: options => options with { DrainDelay = TimeSpan.FromMinutes(10) });
        using var http = new HttpClient { BaseAddress = server.Http.BaseAddress };

        // The delay is set before this comes back.
        var stopping = server.DisposeAsync().AsTask();
        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        (await http.GetAsync("/healthz", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        stopping.IsCompleted.ShouldBeFalse();

        clock.Advance(TimeSpan.FromSeconds(1));

        await stopping.WaitAsync(TimeSpan.FromSeconds(180), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Server_WithAnOpenLiveStream_EndsTheStreamAndStopsAtOnce()
    {
        await using var server = ServerProcess.Start(["--data", _folder, "--urls", "http://127.0.0.1:0", "--demo", "--set", "server.drain_seconds=600"]);
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
        var address = await TestDemo.StreamAsync(http);
        for (var deadline = Environment.TickCount64 + 180_000; address is null && Environment.TickCount64 < deadline;)
        {
            // The demo opens its mission a moment after the start.
            address = await TestDemo.StreamAsync(http);
        }

        using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
        (await lines.ReadLineAsync()).ShouldNotBeNull();

        server.Terminate();

        // A stream that did not end by itself would be cut only long after everybody's patience here.
        await lines.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(180));
        (await server.WaitAsync()).ShouldBe(ExitCodes.Fine, server.Errors);
    }

    [Fact]
    public async Task Server_WithARequestThatNeverEnds_StopsInTimeAllTheSame()
    {
        await using var server = ServerProcess.Start(["--data", _folder, "--urls", "http://127.0.0.1:0", "--set", "server.drain_seconds=1"]);
        var address = await server.AddressAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/token/ HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"));

        // The server asks for the body: it is inside the request now.
        using var answer = new StreamReader(client.GetStream());
        (await answer.ReadLineAsync()).ShouldNotBeNull().ShouldContain("100");

        server.Terminate();

        (await server.WaitAsync()).ShouldBe(ExitCodes.Fine, server.Errors);
    }

    private async Task PostUntilItEndsAsync(HttpClient http, ConcurrentBag<string> answered, TaskCompletionSource isWarm)
    {
        while (true)
        {
            string[] ids = [.. Enumerable.Range(0, 20).Select(_ => TestEvents.NewId())];
            try
            {
                using var answer = await PostAsync(http, ids);
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
                    return;
                }

                var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
                foreach (var result in body.GetProperty("results").EnumerateArray())
                {
                    result.GetProperty("status").GetString().ShouldBe("success");
                    answered.Add(result.GetProperty("event_id").GetString()!);
                }
            }
            catch (HttpRequestException)
            {
                return;
            }

            if (answered.Count > 1000)
            {
                isWarm.TrySetResult();
            }
        }
    }

    private Task<HttpResponseMessage> PostAsync(HttpClient http, IReadOnlyList<string> ids)
        => http.PostAsync("/api/v1/events/batch/", new StringContent(RunningServer.Batch(ids.Select(id => TestEvents.Moved(_project, id))), Encoding.UTF8, "application/json"));

    private static async Task<HttpClient> SignInAsync(Uri address)
    {
        var http = new HttpClient { BaseAddress = address };
        var tokens = await http.PostAsJsonAsync("/api/v1/token/", new { username = "ada", password = RunningServer.Password });
        tokens.StatusCode.ShouldBe(HttpStatusCode.OK);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await tokens.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access").GetString());
        return http;
    }
}
