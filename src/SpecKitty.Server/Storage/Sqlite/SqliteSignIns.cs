using Microsoft.Data.Sqlite;
using SpecKitty.Server.Storage.GroupCommit;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Who is signed in, on a connection of its own.</summary>
/// <remarks>Every request asks this, and to open and to prepare costs more than to ask: the statement is kept, and look-ups under way share a turn.</remarks>
internal sealed class SqliteSignIns : IDisposable
{
    private const string Select =
        $"""
        SELECT {SqliteUsers.Columns} FROM users u {SqliteUsers.Memberships}
        WHERE u.user_id = $1
          AND EXISTS (SELECT 1 FROM refresh_tokens r WHERE r.family = $2 AND r.user_id = u.user_id AND r.revoked_at IS NULL AND r.expires_at > $3)
        ORDER BY {SqliteUsers.Order}
        """;

    private readonly SqliteConnections _connections;
    private readonly GroupedRead<SignInQuestion, UserRecord> _turns;
    private SqliteConnection? _connection;
    private SqliteStatement? _statement;

    public SqliteSignIns(SqliteConnections connections)
    {
        _connections = connections;
        _turns = new(ReadAsync);
    }

    public Task<UserRecord?> FindAsync(SignInQuestion question, CancellationToken cancellationToken) => _turns.FindAsync(question, cancellationToken);

    public void Dispose()
    {
        _statement?.Dispose();
        _connection?.Dispose();
        _statement = null;
        _connection = null;
    }

    // Turns follow each other, so that nobody else uses the connection.
    private async Task<IReadOnlyDictionary<SignInQuestion, UserRecord>> ReadAsync(IReadOnlyList<SignInQuestion> asked)
    {
        try
        {
            _connection ??= await _connections.OpenReaderAsync(CancellationToken.None);
            _statement ??= new SqliteStatement(_connection, Select, 3);
            var found = new Dictionary<SignInQuestion, UserRecord>();
            foreach (var one in asked)
            {
                await using var rows = _statement.Query(one.UserId, one.Family, SqliteValues.Time(one.At));
                if (SqliteUsers.Read(rows) is [var user])
                {
                    found[one] = user;
                }
            }

            return found;
        }
        catch
        {
            // Whatever was wrong with the connection, the next turn begins with another.
            Dispose();
            throw;
        }
    }
}
