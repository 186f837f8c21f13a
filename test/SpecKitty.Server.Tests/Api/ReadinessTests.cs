using System.Net;
using Npgsql;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Tests.Commands;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Storage;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Server.Tests.Api;

/// <summary>A server whose storage cannot be written to is not ready, and says why.</summary>
public sealed class ReadinessTests
{
    [Fact]
    public async Task Ready_OnADatabaseThatIsReadOnly_IsUnavailableUntilItIsWritable()
    {
        var database = await PostgresCluster.CreateMigratedAsync();
        var name = new NpgsqlConnectionStringBuilder(database).Database!;
        await using (var server = await RunningServer.StartAsync(TimeProvider.System, adjust: options => options with { Database = database }))
        {
            await SetReadOnlyAsync(name, "on");

            using var unready = await ServerProcess.WaitForReadinessAsync(server.Http, HttpStatusCode.ServiceUnavailable);
            (await unready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("storage");

            await SetReadOnlyAsync(name, "off");
            using var ready = await ServerProcess.WaitForReadinessAsync(server.Http, HttpStatusCode.OK);
        }

        await PostgresCluster.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task Ready_OnADiskThatIsFull_IsUnavailable()
    {
        using var disk = ThrowawayDisk.TryMount(megabytes: 16);
        Assert.SkipWhen(disk is null, ThrowawayDisk.Missing);
        await using var server = ServerProcess.Start(["--data", Path.Combine(disk.Folder, "data"), "--urls", "http://127.0.0.1:0"]);
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };

        disk.Fill();

        using var unready = await ServerProcess.WaitForReadinessAsync(http, HttpStatusCode.ServiceUnavailable);
        (await unready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("storage");
        server.Kill();
        await server.WaitAsync();
    }

    [Fact]
    public async Task Start_OnAFolderThatIsReadOnly_SaysSoAndNotThatAServerRuns()
    {
        using var disk = ThrowawayDisk.TryMount(megabytes: 16);
        Assert.SkipWhen(disk is null, ThrowawayDisk.Missing);
        var data = Path.Combine(disk.Folder, "data");
        await ServerProcess.AddUserAsync(data);
        disk.MakeReadOnly();

        var run = await ServerProcess.RunAsync(["--data", data, "--urls", "http://127.0.0.1:0"]);

        run.ExitCode.ShouldBe(ExitCodes.Failure);
        run.Error.ShouldContain("cannot be written to");
        run.Error.ShouldContain(data);
        run.Error.ShouldNotContain("already");
    }

    // What is connected keeps the setting that it began with.
    private static async Task SetReadOnlyAsync(string database, string value)
    {
        await PostgresCluster.ExecuteInAsync("postgres", $"ALTER DATABASE {database} SET default_transaction_read_only = {value}");
        await PostgresCluster.ExecuteInAsync("postgres", $"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{database}'");
    }
}
