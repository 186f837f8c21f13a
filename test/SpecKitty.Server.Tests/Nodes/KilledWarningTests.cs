using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SpecKitty.Events;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Tests.Commands;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Nodes;

/// <summary>A server process that is killed while it warns: whatever it had stored, no cause is there without its warning.</summary>
public abstract class KilledWarningTests(HostedStore store) : IAsyncLifetime
{
    // So many of each before the server is killed.
    private const int Rounds = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    private readonly string _folder = Directory.CreateTempSubdirectory("speckitty-test-").FullName;
    private readonly Guid _project = Guid.NewGuid();
    private readonly UlidFactory _ids = new(TimeProvider.System);
    private string? _database;
    private long _clock;

    private string[] Place => _database is null ? ["--data", _folder] : [];

    private Dictionary<string, string> Environment => _database is null ? [] : new Dictionary<string, string>(StringComparer.Ordinal) { ["SPECKITTY_DATABASE"] = _database };

    public async ValueTask InitializeAsync() => _database = store == HostedStore.Postgres ? await PostgresCluster.CreateDatabaseAsync() : null;

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        if (_database is not null)
        {
            await PostgresCluster.DropDatabaseAsync(_database);
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Server_KilledUnderOverlaps_HasEveryWarningOfWhatItStored()
    {
        var added = await ServerProcess.RunAsync(["user", "add", "ada", "--team", "tea", "--role", "admin", "--password-stdin", .. Place], RunningServer.Password, Environment);
        added.ExitCode.ShouldBe(ExitCodes.Fine, added.Error);
        await using var doomed = Start();
        using var http = await SignInAsync(await doomed.AddressAsync());
        var run = EventId.Parse((await AskAsync(http, "/api/v1/missions/", new { mission_id = "M042", project_uuid = _project, title = "T" })).GetProperty("correlation_id").GetString()!);
        var participants = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            var joined = await AskAsync(http, "/api/v1/missions/M042/participants/", new { participant_type = "llm_context", display_name = $"bot-{number}" });
            participants.Add(joined.GetProperty("participant").GetProperty("participant_id").GetString()!);
            _clock = joined.GetProperty("lamport_clock").GetInt64();
        }

        // Three at once, each in posts of its own until it is cut off, so that the kill meets some in the middle.
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = 0;
        var posting = participants.Select(participant => Task.Run(async () =>
        {
            try
            {
                for (var round = 0; ; round++)
                {
                    using var content = new StringContent(RunningServer.Batch([Start(run, participant, $"s{round}")]), Encoding.UTF8, "application/json");
                    using var answer = await http.PostAsync("/api/v1/events/batch/", content);
                    if (round == Rounds && Interlocked.Increment(ref arrived) == participants.Count)
                    {
                        reached.TrySetResult();
                    }
                }
            }
            catch (HttpRequestException)
            {
                // The server is gone.
            }
        })).ToList();
        await reached.Task.WaitAsync(Patience);
        doomed.Kill();
        await doomed.WaitAsync();
        await Task.WhenAll(posting).WaitAsync(Patience);

        await using var fresh = Start();
        using var again = await SignInAsync(await fresh.AddressAsync());
        var log = await ReadAsync(again);

        var warnings = log.Where(value => value.EventType == CollaborationEventTypes.PotentialStepCollisionDetected).ToList();
        warnings.Count.ShouldBeGreaterThan(Rounds);
        warnings.Select(value => value.EventId).ShouldBeUnique();

        // In the order of the log: whatever makes an overlap is followed by its warning at once.
        var running = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < log.Count; at++)
        {
            if (log[at].EventType == CollaborationEventTypes.PromptStepExecutionStarted)
            {
                var step = StepOf(log[at]);
                running[step] = running.GetValueOrDefault(step) + 1;
                (at + 1 < log.Count && log[at + 1].CausationId == log[at].EventId).ShouldBe(running[step] > 1);
            }
        }
    }

    private static string StepOf(Event value)
    {
        using var payload = JsonDocument.Parse(value.Payload.Utf8);
        return payload.RootElement.GetProperty("step_id").GetString()!;
    }

    private static async Task<JsonElement> AskAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<HttpClient> SignInAsync(Uri address)
    {
        var http = new HttpClient { BaseAddress = address };
        var tokens = await AskAsync(http, "/api/v1/token/", new { username = "ada", password = RunningServer.Password });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access").GetString());
        return http;
    }

    private static async Task<List<Event>> ReadAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/missions/M042/events/");
        request.Headers.Accept.ParseAdd("application/x-ndjson");
        using var answer = await http.SendAsync(request);
        return [.. EventLines.Read(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Select(line => line.Result.ValueOrThrow())];
    }

    private ServerProcess Start() => ServerProcess.Start(
        [.. Place, "--urls", "http://127.0.0.1:0", "--set", "limits.requests_per_minute_per_principal=0", "--set", "limits.requests_per_minute_per_team=0"],
        Environment);

    private string Start(EventId run, string participant, string step)
    {
        var context = new EmissionContext { NodeId = "test", ProjectUuid = _project, CorrelationId = run };
        IEventPayload payload = new PromptStepExecutionStartedPayload { ParticipantId = participant, MissionId = "M042", StepId = step };
        return EventWriter.ToText(new EventFactory(context, () => Interlocked.Increment(ref _clock), TimeProvider.System, _ids).Create(payload));
    }
}

public sealed class KilledWarningOnSqliteTests() : KilledWarningTests(HostedStore.Sqlite);

public sealed class KilledWarningOnPostgresTests() : KilledWarningTests(HostedStore.Postgres);
