using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>A write of a few rows that gives an answer.</summary>
internal sealed class SqliteDelegateWrite<T>(Func<SqliteConnection, T> write) : SqliteWrite
{
    private T? _answer;

    public override int Weight => 1;

    public override ValueTask ExecuteAsync(SqliteConnection connection)
    {
        _answer = write(connection);
        return ValueTask.CompletedTask;
    }

    public async Task<T> AnswerAsync()
    {
        await Done;
        return _answer!;
    }
}
