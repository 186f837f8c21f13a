using Npgsql;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Storage.Postgres;

[assembly: AssemblyFixture(typeof(SpecKitty.Server.Tests.Storage.Postgres.PostgresCluster))]

namespace SpecKitty.Server.Tests.Storage.Postgres;

/// <summary>A PostgreSQL for the run of the tests: the one that SPECKITTY_TEST_POSTGRES names, or one that is started here and thrown away.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string Variable = "SPECKITTY_TEST_POSTGRES";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private static readonly Lazy<Task<PostgresCluster>> Shared = new(StartAsync);

    private static readonly Lazy<Task<string>> Template = new(MigrateAsync);

    private readonly string _connectionString = "";
    private readonly ThrowawayPostgres? _started;

    /// <summary>Makes the run's fixture; the cluster starts when the first test asks for a database.</summary>
    public PostgresCluster()
    {
    }

    private PostgresCluster(string connectionString, ThrowawayPostgres? started)
    {
        _connectionString = connectionString;
        _started = started;
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreateDatabaseAsync()
    {
        var cluster = await Shared.Value;
        return await CreateAsync(cluster, "");
    }

    /// <summary>Makes a database with the tables of the newest schema and nothing in them, as a server leaves an empty one.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreateMigratedAsync()
    {
        var template = new NpgsqlConnectionStringBuilder(await Template.Value).Database;
        return await CreateAsync(await Shared.Value, $"TEMPLATE {template} STRATEGY FILE_COPY");
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
        var cluster = await Shared.Value;
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        using var limit = new CancellationTokenSource(Patience);
        while (!await TryDropAsync(cluster, name!))
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Template.IsValueCreated)
        {
            await DropDatabaseAsync(await Template.Value);
        }

        if (Shared.IsValueCreated && (await Shared.Value)._started is { } started)
        {
            await started.DisposeAsync();
        }
    }

    private static async Task<string> CreateAsync(PostgresCluster cluster, string options)
    {
        var name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync(cluster._connectionString, $"CREATE DATABASE {name} {options}");
        return Patiently(cluster._connectionString, settings =>
        {
            settings.Database = name;
            settings.Pooling = true;
        });
    }

    // Nobody may be connected to what is copied.
    private static async Task<string> MigrateAsync()
    {
        var database = new NpgsqlConnectionStringBuilder(await CreateDatabaseAsync()) { Pooling = false }.ConnectionString;
        await (await PostgresStore.OpenAsync(database, new AppendQueueLimits(), TimeProvider.System)).DisposeAsync();
        return database;
    }

    // It ends whoever is connected, and gives up when they are not gone after five seconds.
    private static async Task<bool> TryDropAsync(PostgresCluster cluster, string name)
    {
        try
        {
            await ExecuteAsync(cluster._connectionString, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ObjectInUse)
        {
            return false;
        }
    }

    private static string Patiently(string connectionString, Action<NpgsqlConnectionStringBuilder> adjust)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Timeout = (int)Patience.TotalSeconds, CommandTimeout = (int)Patience.TotalSeconds };
        adjust(settings);
        return settings.ConnectionString;
    }

    private static async Task<PostgresCluster> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return new PostgresCluster(Patiently(given, settings => settings.Pooling = false), null);
        }

        if (ThrowawayPostgres.FindBinaries() is null)
        {
            throw new InvalidOperationException($"These tests need PostgreSQL 15 or later. {ThrowawayPostgres.HowToInstall} Or name a server in {Variable}, with a user who may create databases.");
        }

        // What is thrown away need not outlive a power cut; everything else is as in earnest.
        var started = await ThrowawayPostgres.StartAsync("-c fsync=off -c max_connections=300");
        return new PostgresCluster(Patiently(started.ConnectionString, settings => settings.Pooling = false), started);
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
