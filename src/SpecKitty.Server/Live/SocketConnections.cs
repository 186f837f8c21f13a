namespace SpecKitty.Server.Live;

/// <summary>Counts the sockets of each principal.</summary>
internal sealed class SocketConnections(SocketLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>Counts one more.</summary>
    /// <param name="principalId">Whose.</param>
    /// <returns>Dispose it when the socket is closed; null when the principal has as many as it may.</returns>
    public IDisposable? TryOpen(string principalId)
    {
        lock (_gate)
        {
            var open = _open.GetValueOrDefault(principalId);
            if (open >= limits.ConnectionsPerPrincipal)
            {
                return null;
            }

            _open[principalId] = open + 1;
            return new Place(this, principalId);
        }
    }

    private void Close(string principalId)
    {
        lock (_gate)
        {
            if (--_open[principalId] == 0)
            {
                _open.Remove(principalId);
            }
        }
    }

    private sealed class Place(SocketConnections connections, string principalId) : IDisposable
    {
        private int _isClosed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            {
                connections.Close(principalId);
            }
        }
    }
}
