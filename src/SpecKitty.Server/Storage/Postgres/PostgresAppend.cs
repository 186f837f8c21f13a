using SpecKitty.Server.Storage.GroupCommit;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>A work on one project's log.</summary>
internal sealed class PostgresAppend(IAppendWork work) : GroupedWrite<PostgresProjectWriter>
{
    public IAppendWork Work => work;

    public override int Weight => work.Weight;

    public override WriteShare Share => work.Share;

    public override bool HasMore => work.HasMore;

    public override bool IsReadOnly => work.IsReadOnly;

    public override ValueTask ExecuteAsync(PostgresProjectWriter transaction) => work.ExecuteAsync(transaction);

    public override void Committed() => work.Committed();

    public override void RolledBack() => work.RolledBack();
}
