using Microsoft.Data.Sqlite;
using SpecKitty.Server.Storage.GroupCommit;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>A work on one project's log.</summary>
internal sealed class SqliteAppend(IAppendWork work, SqliteProjectStatements statements) : GroupedWrite<SqliteConnection>
{
    public override int Weight => work.Weight;

    public override WriteShare Share => work.Share;

    public override bool HasMore => work.HasMore;

    public override ValueTask ExecuteAsync(SqliteConnection transaction)
        => work.ExecuteAsync(new SqliteProjectWriter(work.ProjectId, transaction, statements, work.IsReadOnly));

    public override void Committed() => work.Committed();

    public override void RolledBack() => work.RolledBack();
}
