using Microsoft.Data.Sqlite;

namespace SpecKitty.ClientBench.Queues;

/// <summary>The least that durable can mean: a file with one table of bodies, as safe as the queue's (WAL, synchronous FULL), and a prepared insert.</summary>
internal sealed class PlainTable : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter _body;

    public PlainTable(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        using var settings = _connection.CreateCommand();
        settings.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE bodies (position INTEGER PRIMARY KEY, body BLOB NOT NULL)";
        settings.ExecuteNonQuery();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO bodies (body) VALUES ($body)";
        _body = _insert.Parameters.Add("$body", SqliteType.Blob);
        _insert.Prepare();
    }

    /// <summary>Writes one body; it is on disk when this returns.</summary>
    public void Insert(byte[] body)
    {
        _body.Value = body;
        _insert.ExecuteNonQuery();
    }

    /// <summary>Writes several bodies in one transaction.</summary>
    public void InsertAll(IEnumerable<byte[]> bodies)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        _insert.Transaction = transaction;
        foreach (var body in bodies)
        {
            Insert(body);
        }

        transaction.Commit();
        _insert.Transaction = null;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
