using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>A work on one project's log.</summary>
internal sealed class SqliteAppend(IAppendWork work, SqliteProjectStatements statements) : SqliteWrite
{
    public override int Weight => work.Weight;

    public override ValueTask ExecuteAsync(SqliteConnection connection)
        => work.ExecuteAsync(new SqliteProjectWriter(work.ProjectId, connection, statements, work.IsReadOnly));

    public override void Committed() => work.Committed();

    public override void RolledBack() => work.RolledBack();
}
