using SpecKitty.Server.Storage.GroupCommit;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>The transactions of one project's lane.</summary>
internal sealed class PostgresTransactions(Guid projectId, PostgresDatabase database, PostgresNotifier notifier) : IGroupTransactions<PostgresProjectWriter>
{
    public bool OthersWait => database.HasWaitingWriters;

    public ValueTask EnterAsync(WriteShare share) => database.EnterWriterAsync(share);

    public void Leave() => database.LeaveWriter();

    public async ValueTask<PostgresProjectWriter> BeginAsync(IReadOnlyList<GroupedWrite<PostgresProjectWriter>> group, bool isReadOnly)
    {
        var writer = new PostgresProjectWriter(projectId, await database.OpenAsync(CancellationToken.None), isReadOnly);
        try
        {
            var works = group.OfType<PostgresAppend>().Select(append => append.Work).ToList();
            await writer.BeginAsync([.. works.SelectMany(work => work.EventIds)], [.. works.SelectMany(work => work.MissionIds).Distinct(StringComparer.Ordinal)]);
            return writer;
        }
        catch
        {
            await RollbackAsync(writer);
            throw;
        }
    }

    public async ValueTask CommitAsync(PostgresProjectWriter transaction)
    {
        await transaction.CommitAsync();
        if (transaction.IsChanged)
        {
            notifier.Changed(projectId);
        }

        await transaction.DisposeAsync();
    }

    public async ValueTask RollbackAsync(PostgresProjectWriter transaction)
    {
        try
        {
            await transaction.DisposeAsync();
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            // The connection is gone, and the transaction with it.
        }
    }

    public GroupFault Judge(Exception exception, bool isCommitting)
    {
        var fault = PostgresFaults.Judge(exception, isCommitting);
        if (fault == GroupFault.Passing)
        {
            database.ForgetIdle();
        }

        return fault;
    }

    public StoreUnavailableException Explain(Exception exception) => PostgresFaults.Explain(exception);
}
