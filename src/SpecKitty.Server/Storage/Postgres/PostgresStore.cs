using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Everything in one PostgreSQL database: for many teams, and for several servers at once.</summary>
internal sealed class PostgresStore : IServerStore
{
    private const int LeastVersion = 15;

    private readonly PostgresDatabase _database;
    private readonly PostgresLanes _lanes;
    private readonly PostgresNotifier _notifier;
    private readonly PostgresChangeFeed _changes;

    private PostgresStore(PostgresDatabase database, AppendQueueLimits limits, TimeProvider time, long generation)
    {
        var node = Guid.NewGuid();
        _database = database;
        _notifier = new PostgresNotifier(database, node, time);
        _lanes = new PostgresLanes(database, _notifier, limits, time);
        _changes = new PostgresChangeFeed(database, node, time);
        Log = new PostgresEventLog(database, _lanes, generation);
        Accounts = new PostgresAccountStore(database);
        Teams = new PostgresTeamStore(database);
        Invitations = new PostgresInvitationStore(database);
        RefreshTokens = new PostgresRefreshTokenStore(database);
        PersonalTokens = new PostgresPersonalTokenStore(database);
        ParticipantTokens = new PostgresParticipantTokenStore(database);
        Webhooks = new PostgresWebhookStore(database);
        SigningKeys = new PostgresSigningKeyStore(database);
        Health = new PostgresHealth(database, _lanes);
    }

    public IEventLog Log { get; }

    public IChangeFeed Changes => _changes;

    public IAccountStore Accounts { get; }

    public ITeamStore Teams { get; }

    public IInvitationStore Invitations { get; }

    public IRefreshTokenStore RefreshTokens { get; }

    public IPersonalTokenStore PersonalTokens { get; }

    public IParticipantTokenStore ParticipantTokens { get; }

    public IWebhookStore Webhooks { get; }

    public ISigningKeyStore SigningKeys { get; }

    public IStoreHealth Health { get; }

    /// <summary>Opens a database and brings it to the newest schema.</summary>
    /// <exception cref="StoreFormatException">The database is of a newer server, or cannot hold this server's data.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached, or not with this name and password, or not written to.</exception>
    public static async Task<PostgresStore> OpenAsync(string connectionString, AppendQueueLimits limits, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var database = new PostgresDatabase(connectionString);
        try
        {
            long generation;
            await using (var connection = await database.OpenFirstAsync(cancellationToken))
            {
                await CheckAsync(database, connection, cancellationToken);
                await CheckSessionsAsync(database, connection, cancellationToken);
                await PostgresMigrations.RunAsync(connection, time.GetUtcNow(), cancellationToken);
                generation = (await PostgresStatement.QueryAsync(connection, [PostgresStatement.Make("SELECT generation FROM log_generation")], row => row.GetInt64(0), cancellationToken))[0];
            }

            return new PostgresStore(database, limits, time, generation);
        }
        catch (Exception exception)
        {
            await database.DisposeAsync();
            if (exception is NpgsqlException fault)
            {
                throw Explain(database, fault);
            }

            throw;
        }
    }

    /// <summary>Brings a database to the newest schema and spreads its tables over the nodes of its Citus cluster; see <see cref="PostgresDistribution"/>.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="time">The clock.</param>
    /// <param name="report">Receives a line for each step.</param>
    /// <param name="cancellationToken">Gives up; what was done is kept.</param>
    /// <exception cref="StoreFormatException">The database has no Citus, is of a newer server, or cannot hold this server's data.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached, or Citus refuses a step.</exception>
    public static async Task DistributeAsync(string connectionString, TimeProvider time, Action<string> report, CancellationToken cancellationToken = default)
    {
        await (await OpenAsync(connectionString, new AppendQueueLimits(), time, cancellationToken)).DisposeAsync();
        await using var database = new PostgresDatabase(connectionString);
        try
        {
            await using var connection = database.MakeUnpooled();
            await connection.OpenAsync(cancellationToken);
            await new PostgresDistribution(connection, report).RunAsync(database.Name, cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw Explain(database, exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _lanes.DisposeAsync();
        await _notifier.DisposeAsync();
        await _changes.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task CheckAsync(PostgresDatabase database, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion.Major < LeastVersion)
        {
            throw new StoreFormatException($"The {database.Name} is PostgreSQL {connection.PostgreSqlVersion}; this server needs {LeastVersion} or later.");
        }

        var (encoding, commit) = (await PostgresStatement.QueryAsync(
            connection,
            [PostgresStatement.Make("SELECT current_setting('server_encoding'), current_setting('synchronous_commit')")],
            row => (row.GetString(0), row.GetString(1)),
            cancellationToken))[0];
        if (encoding != "UTF8")
        {
            throw new StoreFormatException($"The {database.Name} has the encoding {encoding}; this server needs one with UTF8.");
        }

        if (commit == "off")
        {
            throw new StoreFormatException($"The {database.Name} has synchronous_commit off, so that events could be lost after they were confirmed; set it on for this database.");
        }
    }

    /// <summary>Rejects a pooler that hands the sessions of the database from one client to another between transactions.</summary>
    private static async Task CheckSessionsAsync(PostgresDatabase database, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Read = "SELECT coalesce(current_setting('speckitty.session', true), '')";
        var name = Guid.NewGuid().ToString("N");
        await PostgresStatement.ExecuteAsync(connection, [PostgresStatement.Make("SELECT set_config('speckitty.session', $1, false)", PostgresValues.Text(name))], cancellationToken);
        await using var other = database.MakeUnpooled();
        await other.OpenAsync(cancellationToken);
        try
        {
            // While the other connection is in its transaction, no pooler can lend its session to this one.
            await PostgresStatement.ExecuteAsync(other, [PostgresStatement.Make("BEGIN")], cancellationToken);
            var seenByOther = (await PostgresStatement.QueryAsync(other, [PostgresStatement.Make(Read)], row => row.GetString(0), cancellationToken))[0];
            if (seenByOther != name && (await PostgresStatement.QueryAsync(connection, [PostgresStatement.Make(Read)], row => row.GetString(0), cancellationToken))[0] == name)
            {
                return;
            }
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ProtocolViolation)
        {
            // A pooler that lends sessions for one statement refuses transactions.
        }

        throw new StoreFormatException(
            $"The {database.Name} is reached through a pooler that shares a session between clients (PgBouncer in transaction or statement mode); this server needs sessions of its own: set pool_mode = session for this database, or connect to PostgreSQL directly.");
    }

    private static StoreUnavailableException Explain(PostgresDatabase database, NpgsqlException exception) => new(
        exception switch
        {
            PostgresException { SqlState: "42501" } => $"The user {database.User} may not make or change tables in the {database.Name}: make it the owner of the database, or grant it CREATE on the schema.",
            PostgresException { SqlState: "3D000" } => $"There is no {database.Name}: create it with createdb, owned by {database.User}.",
            PostgresException { SqlState: "28P01" or "28000" } => $"The {database.Name} does not let the user {database.User} in: check the name, the password and pg_hba.conf.",
            PostgresException fault => $"The {database.Name} cannot be used: {fault.MessageText} ({fault.SqlState}).",
            _ => $"The {database.Name} does not answer: {(exception.InnerException ?? exception).Message}",
        },
        exception);
}
