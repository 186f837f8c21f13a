using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Hosting;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Tests.Hosting;

/// <summary>A whole server on a free port and a data folder of its own.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    // Hashing takes its time on purpose, and every test signs somebody in.
    private static readonly string HashedPassword = new PasswordChecker().Hash(Password);

    private ServerOptions _options;
    private WebApplication _app = null!;

    private RunningServer(ServerOptions options, TimeProvider time)
    {
        _options = options;
        Time = time;
    }

    public TimeProvider Time { get; }

    public HttpClient Http { get; private set; } = null!;

    /// <summary>The folder of its database.</summary>
    public string DataDirectory => _options.DataDirectory;

    public IServiceProvider Services => _app.Services;

    public static async Task<RunningServer> StartAsync(TimeProvider? time = null, bool demo = false, double demoSpeed = 1000, Func<ServerOptions, ServerOptions>? adjust = null)
    {
        var options = new ServerOptions
        {
            DataDirectory = Directory.CreateTempSubdirectory("speckitty-test-").FullName,
            Urls = "http://127.0.0.1:0",
            Demo = demo,
            DemoSpeed = demoSpeed,

            // Tests set their own clock; only those about the database's let it decide.
            FollowsDatabaseClock = false,

            // Whoever is to be told that the server stops is told however slow the machine is.
            Drain = TimeSpan.FromMinutes(2),
            Log = new LogOptions { Level = LogLevel.Warning },

            // Many tests move their clock by hours; only those about it want participants to vanish.
            Presence = new PresenceOptions { ReapContextsAfter = null },
        };
        options = adjust?.Invoke(options) ?? options;
        var server = new RunningServer(options, time ?? new MovableClock());
        await server.StartAppAsync();
        return server;
    }

    /// <summary>Stops the server and starts another on the same data.</summary>
    /// <param name="adjust">What is configured differently from now on; null for nothing.</param>
    public async Task RestartAsync(Func<ServerOptions, ServerOptions>? adjust = null)
    {
        await StopAppAsync();
        _options = adjust?.Invoke(_options) ?? _options;
        await StartAppAsync();
    }

    public IEventLog Log => Services.GetRequiredService<IEventLog>();

    /// <summary>The address for web sockets.</summary>
    public Uri SocketAddress(string path) => new(new UriBuilder(Http.BaseAddress!) { Scheme = "ws" }.Uri, path);

    public async Task<string> AddUserAsync(string name, string team = "tea", TeamRole role = TeamRole.Member)
    {
        var store = Services.GetRequiredService<IServerStore>();
        var user = new UserRecord(
            new UlidFactory(Time).Next().ToString(),
            name,
            HashedPassword,
            [new TeamMembership(team, role)]);
        (await store.Accounts.AddUserAsync(user, Time.GetUtcNow())).ShouldBeTrue();
        return user.UserId;
    }

    /// <summary>Adds a user who exists to a team, as who runs the server does.</summary>
    public async Task AddToTeamAsync(string name, string team, TeamRole role = TeamRole.Member)
    {
        var store = Services.GetRequiredService<IServerStore>();
        var user = await store.Accounts.FindByNameAsync(name, CancellationToken.None);
        (await store.Teams.AddMemberAsync(user!.UserId, new TeamMembership(team, role), Time.GetUtcNow(), CancellationToken.None)).ShouldBeTrue();
    }

    /// <summary>Makes a user and signs in, without holding the password against its hash.</summary>
    /// <returns>The access token.</returns>
    public async Task<string> SignInNewAsync(string name, string team = "tea", TeamRole role = TeamRole.Member)
    {
        await AddUserAsync(name, team, role);
        var user = await Services.GetRequiredService<IServerStore>().Accounts.FindByNameAsync(name, CancellationToken.None);
        return (await Services.GetRequiredService<TokenService>().SignInAsync(user!, CancellationToken.None)).Access;
    }

    public Task<Answer> SignInAsync(string name, string password = Password)
        => PostAsync("/api/v1/token/", JsonSerializer.Serialize(new { username = name, password }));

    public Task<Answer> PostAsync(string path, string body, string? token = null, bool gzip = false)
        => PostBytesAsync(path, gzip ? Gzip(Encoding.UTF8.GetBytes(body)) : Encoding.UTF8.GetBytes(body), token, gzip ? "gzip" : null);

    public async Task<Answer> PostBytesAsync(string path, byte[] body, string? token, string? encoding, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        return await SendAsync(request, token);
    }

    public async Task<Answer> GetAsync(string path, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, token);
    }

    public async Task<Answer> PatchAsync(string path, object body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = JsonContent.Create(body) };
        return await SendAsync(request, token);
    }

    public async Task<Answer> DeleteAsync(string path, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, path);
        return await SendAsync(request, token);
    }

    /// <summary>Posts an object whose members are named as JSON names them.</summary>
    public Task<Answer> PostAsync(string path, object body, string? token = null) => PostAsync(path, JsonSerializer.Serialize(body), token);

    public async Task<Answer> SendAsync(HttpRequestMessage request, string? token)
    {
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        var response = await Http.SendAsync(request);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/json");
        var body = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body), response);
    }

    /// <summary>Posts envelopes as one batch.</summary>
    public Task<Answer> PostBatchAsync(string token, params IEnumerable<string> envelopes)
        => PostAsync("/api/v1/events/batch/", Batch(envelopes), token);

    public static string Batch(params IEnumerable<string> envelopes) => $$"""{"events": [{{string.Join(", ", envelopes)}}]}""";

    public static byte[] Gzip(byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return compressed.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAppAsync();
        Directory.Delete(_options.DataDirectory, recursive: true);
    }

    private async Task StartAppAsync()
    {
        _app = await ServerHost.BuildAsync(_options, Time);
        await _app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(_app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)) };
    }

    private async Task StopAppAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
