using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

[assembly: AssemblyFixture(typeof(SpecKitty.Server.Tests.Storage.Postgres.PostgresCluster))]

namespace SpecKitty.Server.Tests.Storage.Postgres;

/// <summary>A PostgreSQL for the run of the tests: the one that SPECKITTY_TEST_POSTGRES names, or one that is started here and thrown away.</summary>
/// <remarks>A shell waits for this process to end, however it ends, and then stops the cluster and removes its folder.</remarks>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string Variable = "SPECKITTY_TEST_POSTGRES";

    private static readonly Lazy<Task<PostgresCluster>> Shared = new(StartAsync);

    private readonly string _connectionString = "";
    private readonly Process? _keeper;

    /// <summary>Makes the run's fixture; the cluster starts when the first test asks for a database.</summary>
    public PostgresCluster()
    {
    }

    private PostgresCluster(string connectionString, Process? keeper)
    {
        _connectionString = connectionString;
        _keeper = keeper;
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreateDatabaseAsync()
    {
        var cluster = await Shared.Value;
        var name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync(cluster._connectionString, $"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(cluster._connectionString) { Database = name, Pooling = true }.ConnectionString;
    }

    /// <summary>Runs statements, as whoever looks after the cluster does.</summary>
    /// <param name="database">The name or the connection string of the database.</param>
    /// <param name="sql">The statements.</param>
    public static async Task ExecuteInAsync(string database, string sql)
    {
        var cluster = await Shared.Value;
        var name = database.Contains('=', StringComparison.Ordinal) ? new NpgsqlConnectionStringBuilder(database).Database : database;
        await ExecuteAsync(new NpgsqlConnectionStringBuilder(cluster._connectionString) { Database = name }.ConnectionString, sql);
    }

    /// <summary>Removes a database, whoever is still connected.</summary>
    public static async Task DropDatabaseAsync(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        await ExecuteAsync((await Shared.Value)._connectionString, $"DROP DATABASE IF EXISTS {settings.Database} WITH (FORCE)");
    }

    public async ValueTask DisposeAsync()
    {
        if (Shared.IsValueCreated && (await Shared.Value)._keeper is { } keeper)
        {
            keeper.StandardInput.Close();
            await keeper.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            keeper.Dispose();
        }
    }

    private static async Task<PostgresCluster> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return new PostgresCluster(new NpgsqlConnectionStringBuilder(given) { Pooling = false }.ConnectionString, null);
        }

        var binaries = FindBinaries() ?? throw new InvalidOperationException(
            $"These tests need PostgreSQL 15 or later, and its initdb was not found. Install it (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; Alpine: apk add postgresql; macOS: brew install postgresql@17), or name a server in {Variable}, with a user who may create databases.");
        var folder = Directory.CreateTempSubdirectory("speckitty-postgres-").FullName;
        var port = FreePort();
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

        // What is thrown away need not outlive a power cut; everything else is as in earnest.
        var script = $$"""
            trap '' INT TERM HUP
            as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
            cd /
            printf '%s' '{{password}}' > '{{folder}}/password'
            if [ "$(id -u)" = 0 ]; then chown -R postgres '{{folder}}'; fi
            as_owner '{{binaries}}/initdb' -D '{{folder}}/data' -U speckitty -A scram-sha-256 --pwfile='{{folder}}/password' -E UTF8 --locale=C --no-sync >'{{folder}}/initdb.log' 2>&1 \
              && as_owner '{{binaries}}/pg_ctl' -D '{{folder}}/data' -l '{{folder}}/server.log' -w -t 60 \
                 -o "-p {{port}} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=300" start >'{{folder}}/start.log' 2>&1 \
              && echo ready || (cat '{{folder}}'/*.log | tr '\n' ' '; echo)
            cat >/dev/null
            as_owner '{{binaries}}/pg_ctl' -D '{{folder}}/data' -m immediate stop >/dev/null 2>&1
            rm -rf '{{folder}}'
            """;
        var keeper = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var answer = await keeper.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(120));
        if (answer != "ready")
        {
            keeper.StandardInput.Close();
            throw new InvalidOperationException($"PostgreSQL did not start: {answer}");
        }

        var settings = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = "speckitty", Password = password, Database = "postgres", Pooling = false };
        return new PostgresCluster(settings.ConnectionString, keeper);
    }

    private static string? FindBinaries()
    {
        string[] folders =
        [
            AskPgConfig(),
            .. Versions("/usr/lib/postgresql", "bin"),
            .. Versions("/opt/homebrew/opt", "bin"),
            .. Versions("/usr/local/opt", "bin"),
            "/usr/libexec/postgresql",
            "/usr/bin",
            "/usr/local/bin",
        ];
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    private static IEnumerable<string> Versions(string folder, string binaries) => Directory.Exists(folder)
        ? Directory.GetDirectories(folder).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, binaries))
        : [];

    private static string AskPgConfig()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("pg_config", ["--bindir"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            return process.StandardOutput.ReadToEnd().Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are made here.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
