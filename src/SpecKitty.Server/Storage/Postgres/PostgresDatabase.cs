using Npgsql;
using SpecKitty.Server.Storage.GroupCommit;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>The connections of a node to one database: a bounded pool, of which the lanes may take half, so that readers never wait for writers.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private const int PoolSize = 32;
    private const int PreparedStatements = 64;
    private const int ReadBuffer = 128 * 1024;
    private const int Attempts = 3;

    // Everything is looked up by a key: a plan that is kept from when a table was small must not read all of it later.
    // A node that stops in the middle of a transaction must not keep its locks: PostgreSQL ends the transaction when the node is silent between two statements,
    // and a node that waits for a lock gives up and looks for nodes that are silent inside a statement.
    private const string SessionSettings = "SET enable_seqscan = off; SET jit = off; SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '5s'";

    /// <summary>How long a transaction may wait for its node between two statements before PostgreSQL ends it.</summary>
    public static readonly TimeSpan IdlePatience = TimeSpan.FromSeconds(5);


    private const string EndStalledTransactions =
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user AND application_name = current_setting('application_name') AND pid <> pg_backend_pid()
          AND backend_xid IS NOT NULL AND state = 'active' AND wait_event_type = 'Client' AND query_start < clock_timestamp() - interval '4 seconds'
        """;

    private readonly NpgsqlConnectionStringBuilder _settings;
    private readonly NpgsqlDataSource _source;
    private readonly FairGate _writers;

    /// <summary>Makes the pool; connects to nothing yet.</summary>
    /// <exception cref="StoreFormatException">The text is no connection string.</exception>
    public PostgresDatabase(string connectionString)
    {
        _settings = Parse(connectionString);
        _source = new NpgsqlDataSourceBuilder(_settings.ConnectionString)
            .UsePhysicalConnectionInitializer(
                connection => throw new NotSupportedException("The store opens its connections asynchronously."),
                connection => PostgresStatement.ExecuteAsync(connection, [.. SessionSettings.Split("; ").Select(setting => PostgresStatement.Make(setting))]))
            .Build();
        _writers = new FairGate(Math.Max(1, _settings.MaxPoolSize / 2));
    }

    /// <summary>The database and where it is, for messages.</summary>
    public string Name => $"database {_settings.Database} on {_settings.Host}:{_settings.Port}";

    /// <summary>Who signs in there, for messages.</summary>
    public string User => _settings.Username ?? Environment.UserName;

    /// <summary>Whether a lane waits for a connection.</summary>
    public bool HasWaitingWriters => _writers.HasWaiting;

    /// <summary>Waits until another lane may have a connection.</summary>
    public ValueTask EnterWriterAsync(WriteShare share) => _writers.EnterAsync(share);

    public void LeaveWriter() => _writers.Leave();

    /// <summary>Takes a connection of the pool; give it back by closing it.</summary>
    /// <exception cref="StoreUnavailableException">There is none to be had, for whatever reason.</exception>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw PostgresFaults.Explain(exception);
        }
    }

    /// <summary>Takes the first connection; give it back by closing it.</summary>
    /// <exception cref="NpgsqlException">Why there is none.</exception>
    public async Task<NpgsqlConnection> OpenFirstAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken);

    /// <summary>A connection outside the pool, for one that listens for as long as it lives; not yet open.</summary>
    public NpgsqlConnection MakeListener() => new(new NpgsqlConnectionStringBuilder(_settings.ConnectionString) { Pooling = false, KeepAlive = 15 }.ConnectionString);

    /// <summary>A connection outside the pool that prepares no statements; not yet open.</summary>
    public NpgsqlConnection MakeUnpooled() => new(new NpgsqlConnectionStringBuilder(_settings.ConnectionString) { Pooling = false, MaxAutoPrepare = 0 }.ConnectionString);

    /// <summary>Closes the idle connections now, and those that are taken when they are given back.</summary>
    public void ForgetConnections() => _source.Clear();

    /// <summary>Does what makes another attempt more likely to succeed than the one that has just failed.</summary>
    /// <param name="exception">Why it failed.</param>
    public async Task PrepareRetryAsync(Exception exception)
    {
        if (PostgresFaults.IsConnectionLost(exception))
        {
            // The idle connections are probably as dead as the one that has just broken.
            ForgetConnections();
        }
        else if (PostgresFaults.IsLockTimeout(exception))
        {
            await EndStalledAsync();
        }
    }

    /// <summary>Uses a connection of the pool for something that changes nothing; again with another connection when the first one breaks.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> use, CancellationToken cancellationToken)
        => TryAsync(async (connection, _) => await use(connection), cancellationToken);

    /// <summary>Uses a connection of the pool in a transaction, which is committed when all went well; again when it breaks before the commit.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer, or broke off so that nobody knows whether it is stored.</exception>
    public Task<T> ChangeAsync<T>(Func<NpgsqlConnection, Task<T>> change, CancellationToken cancellationToken)
        => TryAsync(
            async (connection, committing) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                var answer = await change(connection);
                committing();
                await transaction.CommitAsync(CancellationToken.None);
                return answer;
            },
            cancellationToken);

    // The semaphore holds nothing to be freed, and a lane may be about to leave it.
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<T> TryAsync<T>(Func<NpgsqlConnection, Action, Task<T>> use, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var isCommitting = false;
            try
            {
                await using var connection = await OpenAsync(cancellationToken);
                return await UseAsync(connection, use, () => isCommitting = true);
            }
            catch (Exception exception) when (PostgresFaults.IsUnavailable(exception) && !cancellationToken.IsCancellationRequested)
            {
                if (PostgresFaults.Judge(exception, isCommitting) != GroupFault.Passing || attempt == Attempts)
                {
                    throw PostgresFaults.Explain(exception);
                }

                await PrepareRetryAsync(exception);
            }
        }
    }

    // While the connection is still taken, so that no one gets it before it is forgotten.
    private async Task<T> UseAsync<T>(NpgsqlConnection connection, Func<NpgsqlConnection, Action, Task<T>> use, Action committing)
    {
        try
        {
            return await use(connection, committing);
        }
        catch (Exception exception) when (!PostgresFaults.IsInStep(exception))
        {
            ForgetConnections();
            throw;
        }
    }

    /// <summary>Ends transactions of other nodes that hold locks while their node has neither sent nor received anything for seconds, in the middle of a statement.</summary>
    /// <remarks>PostgreSQL's own timeout counts only between statements: a node that is frozen while it copies events in, or while it is sent rows, is not covered by it.</remarks>
    private async Task EndStalledAsync()
    {
        try
        {
            await using var connection = await OpenAsync(CancellationToken.None);
            await PostgresStatement.ExecuteAsync(connection, [PostgresStatement.Make(EndStalledTransactions)]);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or NpgsqlException || PostgresFaults.IsUnavailable(exception))
        {
            // The attempt that follows reports it.
        }
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString);
        }
#pragma warning disable MA0054 // The cause's own text may show what stands in the connection string.
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new StoreFormatException("The database's connection string cannot be read: it must be such as Host=db;Database=speckitty;Username=speckitty.");
        }
#pragma warning restore MA0054

        settings.ApplicationName ??= "SpecKitty";
        settings.MaxPoolSize = settings.ShouldSerialize("Maximum Pool Size") ? settings.MaxPoolSize : PoolSize;
        settings.MaxAutoPrepare = settings.ShouldSerialize("Max Auto Prepare") ? settings.MaxAutoPrepare : PreparedStatements;
        settings.AutoPrepareMinUsages = 2;

        // A page of events, or the known ones of a batch, in a few reads of the socket.
        settings.ReadBufferSize = settings.ShouldSerialize("Read Buffer Size") ? settings.ReadBufferSize : ReadBuffer;
        settings.IncludeErrorDetail = false;

        // Nothing changes the state of a session after its settings have been made.
        settings.NoResetOnClose = true;
        return settings;
    }
}
