namespace SpecKitty.Server.Storage;

/// <summary>Tells what other nodes on the same database have committed. Works of this node are not its to tell.</summary>
/// <remarks>A notification is a hint: it may be lost, doubled or late. Whoever is told reads the log; the log alone says what happened.</remarks>
public interface IChangeFeed
{
    /// <summary>Starts to listen.</summary>
    /// <param name="changed">Called with the project whose log has grown; with null when notifications may have been lost, so that any project may have changed. Must be quick and must not throw.</param>
    /// <returns>Dispose it to stop.</returns>
    IDisposable Subscribe(Action<Guid?> changed);
}
