namespace SpecKitty.Server.Storage.GroupCommit;

/// <summary>A queue in which teams take turns, and within a team its missions: what one of them adds waits behind its own, and for one item of each other.</summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="shareOf">Whose turn an item takes.</param>
internal sealed class FairQueue<T>(Func<T, WriteShare> shareOf)
{
    private readonly Turns<Turns<LinkedList<T>>> _teams = new();

    /// <summary>How many items wait.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an item at the end of its share.</summary>
    public void Enqueue(T item) => Find(item).AddLast(item);

    /// <summary>Puts an item back that was taken and is not done: it is the next of its share.</summary>
    public void PutBack(T item) => Find(item).AddFirst(item);

    /// <summary>The item whose turn it is.</summary>
    /// <returns>False when nothing waits.</returns>
    public bool TryPeek(out T item)
    {
        if (Count == 0)
        {
            item = default!;
            return false;
        }

        item = _teams.First.First.First!.Value;
        return true;
    }

    /// <summary>Takes the item whose turn it is; its team and its mission go to the end. Only while something waits.</summary>
    public T Dequeue()
    {
        var missions = _teams.First;
        var items = missions.First;
        var item = items.First!.Value;
        items.RemoveFirst();
        Count--;
        missions.Pass(isEmpty: items.Count == 0);
        _teams.Pass(isEmpty: missions.Count == 0);
        return item;
    }

    /// <summary>Whether something of another team or mission waits.</summary>
    public bool HasOther(WriteShare share)
        => _teams.Count > 1 || (_teams.Count == 1 && (!_teams.TryFind(share.Team, out var missions) || missions.Count > 1 || !missions.TryFind(share.Mission, out _)));

    private LinkedList<T> Find(T item)
    {
        var share = shareOf(item);
        Count++;
        return _teams.GetOrAdd(share.Team).GetOrAdd(share.Mission);
    }

    /// <summary>Those who wait, in the order of their turns.</summary>
    private sealed class Turns<TShare>
        where TShare : new()
    {
        private readonly Dictionary<string, TShare> _shares = new(StringComparer.Ordinal);
        private readonly Queue<string> _order = new();

        public int Count => _shares.Count;

        public TShare First => _shares[_order.Peek()];

        public bool TryFind(string name, out TShare share) => _shares.TryGetValue(name, out share!);

        public TShare GetOrAdd(string name)
        {
            if (!_shares.TryGetValue(name, out var share))
            {
                _shares[name] = share = new TShare();
                _order.Enqueue(name);
            }

            return share;
        }

        public void Pass(bool isEmpty)
        {
            var name = _order.Dequeue();
            if (isEmpty)
            {
                _shares.Remove(name);
            }
            else
            {
                _order.Enqueue(name);
            }
        }
    }
}
