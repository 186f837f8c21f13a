using Microsoft.Data.Sqlite;
using SpecKitty.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Everything in one SQLite file of the data folder: for one server and one team or a few.</summary>
internal sealed class SqliteStore : IServerStore
{
    /// <summary>The name of the database in its data folder.</summary>
    public const string FileName = "speckitty.db";

    private readonly SqliteConnections _connections;
    private readonly SqliteConnection _connection;
    private readonly SqliteWriter _writer;
    private readonly SqliteProjectStatements _statements;
    private readonly SqliteSignIns _signIns;

    private SqliteStore(SqliteConnections connections, SqliteConnection connection, AppendQueueLimits queue, TimeProvider time)
    {
        _connections = connections;
        _connection = connection;
        _statements = new SqliteProjectStatements(connection);
        _writer = new SqliteWriter(connection, queue, time);
        Log = new SqliteEventLog(connections, _writer, _statements, SqliteGeneration.Read(connection));
        _signIns = new SqliteSignIns(connections);
        Accounts = new SqliteAccountStore(connections, _writer, _signIns);
        Teams = new SqliteTeamStore(connections, _writer);
        Invitations = new SqliteInvitationStore(connections, _writer);
        RefreshTokens = new SqliteRefreshTokenStore(_writer);
        PersonalTokens = new SqlitePersonalTokenStore(connections, _writer);
        ParticipantTokens = new SqliteParticipantTokenStore(connections);
        Webhooks = new SqliteWebhookStore(connections, _writer);
        SigningKeys = new SqliteSigningKeyStore(connections, _writer);
        Health = new SqliteHealth(connections, _writer);
    }

    public IEventLog Log { get; }

    public IChangeFeed Changes => SilentChangeFeed.Instance;

    public IAccountStore Accounts { get; }

    public ITeamStore Teams { get; }

    public IInvitationStore Invitations { get; }

    public IRefreshTokenStore RefreshTokens { get; }

    public IPersonalTokenStore PersonalTokens { get; }

    public IParticipantTokenStore ParticipantTokens { get; }

    public IWebhookStore Webhooks { get; }

    public ISigningKeyStore SigningKeys { get; }

    public IStoreHealth Health { get; }

    /// <summary>Opens the database of a data folder and brings it to the newest schema; makes both when they are missing.</summary>
    /// <exception cref="StoreFormatException">The file is of a newer server, or no database.</exception>
    public static SqliteStore Open(string dataDirectory, TimeProvider time, AppendQueueLimits? queue = null)
    {
        SystemSqlite.Register();
        DataFolder.Create(dataDirectory);
        var file = Path.Combine(dataDirectory, FileName);
        DataFolder.TryCreateFile(file);
        var connections = new SqliteConnections(file);
        try
        {
            var connection = connections.OpenWriter();
            SqliteMigrations.Run(connection, time.GetUtcNow());
            return new SqliteStore(connections, connection, queue ?? new AppendQueueLimits(), time);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == 26)
        {
            throw new StoreFormatException($"{file} is not an SQLite database: name another data folder with --data.", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _statements.Dispose();
        _signIns.Dispose();
        await _connection.DisposeAsync();
        _connections.Dispose();
    }
}
