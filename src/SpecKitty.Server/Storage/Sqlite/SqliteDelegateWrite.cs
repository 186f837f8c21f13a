using Microsoft.Data.Sqlite;
using SpecKitty.Server.Storage.GroupCommit;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>A write of a few rows that gives an answer.</summary>
internal sealed class SqliteDelegateWrite<T>(Func<SqliteConnection, T> write) : GroupedWrite<SqliteConnection>
{
    private T? _answer;

    public override int Weight => 1;

    public override ValueTask ExecuteAsync(SqliteConnection transaction)
    {
        _answer = write(transaction);
        return ValueTask.CompletedTask;
    }

    /// <summary>What the write gave, when it is done.</summary>
    public T Answer => _answer!;
}
