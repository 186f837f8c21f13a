namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>One server alone writes events to an SQLite file, so nobody else ever has anything to tell.</summary>
internal sealed class SilentChangeFeed : IChangeFeed, IDisposable
{
    private SilentChangeFeed()
    {
    }

    public static SilentChangeFeed Instance { get; } = new();

    public IDisposable Subscribe(Action<Guid?> changed) => this;

    public void Dispose()
    {
    }
}
