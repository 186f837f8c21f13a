using SpecKitty.Server.Storage.GroupCommit;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>A work on one project's log.</summary>
internal sealed class PostgresAppend(IAppendWork work) : GroupedWrite<PostgresProjectWriter>
{
    public override int Weight => work.Weight;

    /// <summary>The events that the work will look for.</summary>
    public IReadOnlyCollection<string> SoughtEvents => work.SoughtEvents;

    public override bool IsReadOnly => work.IsReadOnly;

    public override ValueTask ExecuteAsync(PostgresProjectWriter transaction) => work.ExecuteAsync(transaction);

    public override void Committed() => work.Committed();

    public override void RolledBack() => work.RolledBack();
}
