using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>A statement whose parameters are <c>$1</c>, <c>$2</c> and so on; several are sent in one round trip.</summary>
/// <remarks>
/// A statement is text and values only. Each execution builds the commands and parameters of Npgsql again, so a statement that was made
/// outside a retry can be executed by every attempt.
/// </remarks>
internal sealed class PostgresStatement
{
    private readonly string _sql;
    private readonly PostgresValue[] _values;

    private PostgresStatement(string sql, PostgresValue[] values)
    {
        _sql = sql;
        _values = values;
    }

    public static PostgresStatement Make(string sql, params ReadOnlySpan<PostgresValue> values) => new(sql, values.ToArray());

    /// <summary>Runs statements for their effect.</summary>
    /// <returns>How many rows they changed.</returns>
    public static async Task<int> ExecuteAsync(NpgsqlConnection connection, IEnumerable<PostgresStatement> statements, CancellationToken cancellationToken = default)
    {
        await using var batch = Batch(connection, statements);
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Runs statements, of which one gives rows.</summary>
    public static async Task<List<T>> QueryAsync<T>(NpgsqlConnection connection, IEnumerable<PostgresStatement> statements, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken = default)
    {
        await using var batch = Batch(connection, statements);
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        var found = new List<T>();
        do
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                found.Add(read(rows));
            }
        }
        while (await rows.NextResultAsync(cancellationToken));

        return found;
    }

    /// <summary>Runs statements, of which several give rows.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="statements">The statements.</param>
    /// <param name="readers">What to do with each row, a reader for each statement that gives rows, in order.</param>
    public static async Task ReadAsync(NpgsqlConnection connection, IEnumerable<PostgresStatement> statements, params IReadOnlyList<Action<NpgsqlDataReader>> readers)
    {
        await using var batch = Batch(connection, statements);
        await using var rows = await batch.ExecuteReaderAsync();
        foreach (var read in readers)
        {
            while (await rows.ReadAsync())
            {
                read(rows);
            }

            await rows.NextResultAsync();
        }
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, IEnumerable<PostgresStatement> statements)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement._sql);
            foreach (var value in statement._values)
            {
                command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = value.Type, Value = value.Value });
            }

            batch.BatchCommands.Add(command);
        }

        return batch;
    }
}
