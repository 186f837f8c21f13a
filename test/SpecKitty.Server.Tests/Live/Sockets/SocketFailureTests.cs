using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Live.Sockets;

/// <summary>What a database says when it refuses a value stays out of the log, for it quotes the value.</summary>
public sealed class SocketFailureTests : IAsyncLifetime
{
    private const string Canary = "kanarienvogel";

    private readonly Guid _project = Guid.NewGuid();
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await PostgresCluster.CreateDatabaseAsync();

    public async ValueTask DisposeAsync() => await PostgresCluster.DropDatabaseAsync(_database);

    [Fact]
    public async Task Socket_WhoseEventTheDatabaseRefuses_LogsWhatFailedAndNoValue()
    {
        using var lines = new LogLines();
        await using var server = await RunningServer.StartAsync(adjust: options => options with { Database = _database });
        server.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        var token = await server.SignInNewAsync("ada");
        (await server.PostBatchAsync(token, TestEvents.Moved(_project))).ShouldBe(HttpStatusCode.OK);
        using var socket = await TestSocket.OpenAsync(server, token, $"?project={_project}");
        await socket.ReceiveAsync("snapshot");
        await PostgresCluster.ExecuteInAsync(_database, $"ALTER TABLE projects ADD CONSTRAINT {Canary} CHECK (last_sequence < 2)");

        await socket.SendAsync(TestEvents.Moved(_project));

        (await socket.ReceiveCloseAsync()).ShouldBe(WebSocketCloseStatus.InternalServerError);
        var failure = lines.All.Where(line => line.Contains("A socket of project", StringComparison.Ordinal)).ShouldHaveSingleItem();
        failure.ShouldContain("SQLSTATE 23514");
        failure.ShouldNotContain(Canary);
    }
}
