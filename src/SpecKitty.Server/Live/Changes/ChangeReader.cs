namespace SpecKitty.Server.Live.Changes;

/// <summary>One subscriber's place among the changes of a mission.</summary>
internal sealed class ChangeReader(ChangeFeed feed, MissionChanges changes, SubscriberWake wake) : IDisposable
{
    private long _round;

    /// <summary>Takes for seen what has changed up to now.</summary>
    public void Skip() => _round = changes.Round;

    /// <summary>What has changed since the last time; the first time, how everything is judged.</summary>
    public IReadOnlyList<byte[]> Read() => changes.ReadSince(ref _round);

    public void Dispose()
    {
        changes.Remove(wake);
        feed.Leave(changes);
    }
}
