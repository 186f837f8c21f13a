using System.Net;
using System.Text.Json;
using Npgsql;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Live.Sockets;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Live.Streams;

/// <summary>A database that is away for a while sends nobody away who follows.</summary>
public sealed class StreamWithoutStorageTests : IAsyncLifetime
{
    private const int Patience = 120_000;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly TimerClock _clock = new();
    private readonly Guid _project = Guid.NewGuid();
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await PostgresCluster.CreateDatabaseAsync();

    public async ValueTask DisposeAsync() => await PostgresCluster.DropDatabaseAsync(_database);

    [Fact(Timeout = Patience)]
    public async Task Stream_WhileTheDatabaseIsAway_StaysOpenAndGoesOnAfterwards()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        (await server.PostBatchAsync(token, TestEvents.Moved(_project))).ShouldBe(HttpStatusCode.OK);
        var path = $"/api/v1/projects/{_project}/stream/";
        using var stream = await TestStream.OpenAsync(server, token, path, "1");

        await AllowAsync(false);
        _clock.Advance(Heartbeat);
        var alive = await stream.NextAsync();
        (await TestStream.RefusedAsync(server, token, path, "1")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        await AllowAsync(true);
        (await server.PostBatchAsync(token, TestEvents.Moved(_project))).ShouldBe(HttpStatusCode.OK);

        alive!.IsComment.ShouldBeTrue();
        (await stream.ReceiveAsync("event")).Sequence.ShouldBe(2);
    }

    [Fact(Timeout = Patience)]
    public async Task Stream_OfAMissionWhileTheDatabaseIsAway_TellsWhatChangesByItselfAndGoesOnAfterwards()
    {
        await using var server = await StartAsync();
        var mission = await TestMission.CreateAsync(server, await server.SignInNewAsync("ada"), project: _project);
        var ada = await mission.JoinAsync();
        using var stream = await TestStream.OpenAsync(server, mission.Token, $"/api/v1/missions/{mission.MissionId}/stream/", "1");
        (await stream.ReceiveAsync("change")).Json.GetProperty("presence").GetProperty("liveness").GetString().ShouldBe("unseen");
        await server.PostBatchAsync(mission.Token, mission.Comment(ada));
        (await stream.ReceiveAsync("event")).Sequence.ShouldBe(2);
        var isProgressing = await ChangeAfterAsync(stream, TimeSpan.FromSeconds(1));

        await AllowAsync(false);
        var isNot = await ChangeAfterAsync(stream, TimeSpan.FromHours(1));
        await AllowAsync(true);
        mission.Token = (await server.SignInAsync("ada")).Text("access")!;
        (await server.PostBatchAsync(mission.Token, mission.Comment(ada))).ShouldBe(HttpStatusCode.OK);

        (isProgressing, isNot).ShouldBe((true, false));
        (await stream.ReceiveAsync("event")).Sequence.ShouldBe(3);
    }

    [Theory(Timeout = Patience)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Socket_WhileTheDatabaseIsAway_StaysOpenSaysSoAndGoesOnAfterwards(bool isOfOne)
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");
        (await server.PostBatchAsync(token, TestEvents.Moved(_project))).ShouldBe(HttpStatusCode.OK);
        using var socket = await TestSocket.OpenAsync(server, token, isOfOne ? $"?project={_project}" : "");
        await socket.ReceiveAsync("snapshot");

        await AllowAsync(false);
        _clock.Advance(Heartbeat);
        await socket.ReceiveAsync("ping");
        var moved = TestEvents.Moved(_project);
        await socket.SendAsync(moved);
        var error = await socket.ReceiveAsync("error");
        await AllowAsync(true);
        await socket.SendAsync(moved);
        var frames = new[] { await socket.ReceiveAnyAsync(), await socket.ReceiveAnyAsync() };

        (error.GetProperty("error").GetString(), error.GetProperty("retry_after").GetInt32()).ShouldBe(("Server unavailable", 5));
        frames.Single(frame => frame.GetProperty("type").GetString() == "result").GetProperty("status").GetString().ShouldBe("success");
        frames.Single(frame => frame.GetProperty("type").GetString() == "event").GetProperty("sequence").GetInt64().ShouldBe(2);
    }

    [Fact(Timeout = Patience)]
    public async Task Socket_WhoseCatchingUpIsCutOff_IsCaughtUpAfterwards()
    {
        await using var server = await StartAsync();
        var token = await server.SignInNewAsync("ada");

        // More than a server keeps in memory when it begins to follow a log.
        (await server.PostBatchAsync(token, Enumerable.Range(0, 400).Select(_ => TestEvents.Moved(_project)))).ShouldBe(HttpStatusCode.OK);
        using var atTheEnd = await TestSocket.OpenAsync(server, token, $"?project={_project}");
        await atTheEnd.ReceiveAsync("snapshot");
        await using var locking = await LockAsync();
        using var behind = await TestSocket.OpenAsync(server, token, $"?project={_project}&after=0");
        await behind.ReceiveAsync("snapshot");
        await UntilSomebodyWaitsAsync(locking);

        // Who holds the lock stays until the server is cut off, or the read that waits would come through.
        await AllowAsync(false, locking.ProcessID);
        _clock.Advance(Heartbeat);
        await behind.ReceiveAsync("ping");
        await locking.CloseAsync();
        await AllowAsync(true);
        _clock.Advance(Heartbeat);

        for (var sequence = 1; sequence <= 400; sequence++)
        {
            (await EventAfterPingsAsync(behind)).GetProperty("sequence").GetInt64().ShouldBe(sequence);
        }
    }

    private async Task<NpgsqlConnection> LockAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN; LOCK TABLE events IN ACCESS EXCLUSIVE MODE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task UntilSomebodyWaitsAsync(NpgsqlConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND relation IS NOT NULL AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))";
        while (!(bool)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    // The ping and the events of one heartbeat come in either order.
    private static async Task<JsonElement> EventAfterPingsAsync(TestSocket socket)
    {
        var frame = await socket.ReceiveAnyAsync();
        while (frame.GetProperty("type").GetString() == "ping")
        {
            frame = await socket.ReceiveAnyAsync();
        }

        return frame;
    }

    private async Task<bool> ChangeAfterAsync(TestStream stream, TimeSpan time)
    {
        _clock.Advance(time);
        return (await stream.ReceiveAsync("change")).Json.GetProperty("presence").GetProperty("is_progressing").GetBoolean();
    }

    private Task<RunningServer> StartAsync() => RunningServer.StartAsync(_clock, adjust: options => options with { Database = _database });

    // No new connection is let in before the old ones are ended. Whoever is let in again stays.
    private async Task AllowAsync(bool isAllowed, int spared = 0)
    {
        var name = new NpgsqlConnectionStringBuilder(_database).Database!;
        await PostgresCluster.ExecuteInAsync("postgres", $"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS {(isAllowed ? "true" : "false")}");
        if (!isAllowed)
        {
            await PostgresCluster.ExecuteInAsync("postgres", $"SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> {spared}");
        }
    }
}
