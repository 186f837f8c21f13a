using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Sends statements whose parameters are <c>$1</c>, <c>$2</c> and so on; several in one round trip.</summary>
internal static class PostgresStatement
{
    public static NpgsqlBatchCommand Make(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Runs statements for their effect.</summary>
    /// <returns>How many rows they changed.</returns>
    public static async Task<int> ExecuteAsync(NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> statements, CancellationToken cancellationToken = default)
    {
        await using var batch = Batch(connection, statements);
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Runs statements, of which one gives rows.</summary>
    public static async Task<List<T>> QueryAsync<T>(NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> statements, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken = default)
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
    public static async Task ReadAsync(NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> statements, params IReadOnlyList<Action<NpgsqlDataReader>> readers)
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

    private static NpgsqlBatch Batch(NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> statements)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement);
        }

        return batch;
    }
}
