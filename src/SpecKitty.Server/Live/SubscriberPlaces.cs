using SpecKitty.Server.Live.Streams;

namespace SpecKitty.Server.Live;

/// <summary>Counts who follows a log on this node: each principal has so many places of a kind, the node so many of all kinds.</summary>
internal sealed class SubscriberPlaces(StreamLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Kind, string PrincipalId), int> _taken = [];
    private int _all;

    /// <summary>Takes a place.</summary>
    /// <param name="kind">What kind, from a closed set.</param>
    /// <param name="principalId">Whose.</param>
    /// <param name="most">How many of the kind the principal may have.</param>
    /// <param name="isFull">Whether it was refused because the node has no place left.</param>
    /// <returns>Dispose it to give it back; null when it was refused.</returns>
    public IDisposable? TryTake(string kind, string principalId, int most, out bool isFull)
    {
        lock (_gate)
        {
            isFull = _all >= limits.SubscribersPerNode;
            var taken = _taken.GetValueOrDefault((kind, principalId));
            if (isFull || taken >= most)
            {
                return null;
            }

            _all++;
            _taken[(kind, principalId)] = taken + 1;
            return new Place(this, (kind, principalId));
        }
    }

    private void GiveBack((string Kind, string PrincipalId) place)
    {
        lock (_gate)
        {
            _all--;
            if (--_taken[place] == 0)
            {
                _taken.Remove(place);
            }
        }
    }

    private sealed class Place(SubscriberPlaces places, (string Kind, string PrincipalId) place) : IDisposable
    {
        private int _isGivenBack;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGivenBack, 1) == 0)
            {
                places.GiveBack(place);
            }
        }
    }
}
