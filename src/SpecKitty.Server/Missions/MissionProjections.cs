using System.Collections.Concurrent;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Missions;

/// <summary>The missions in memory, each loaded from the log when it is first wanted.</summary>
internal sealed class MissionProjections(IEventLog log)
{
    private readonly ConcurrentDictionary<MissionKey, MissionProjection> _loaded = new();

    /// <summary>A mission's projection, for a work that holds the project's lock.</summary>
    public async ValueTask<MissionProjection> LoadAsync(IProjectWriter project, MissionKey key)
    {
        if (_loaded.TryGetValue(key, out var known))
        {
            return known;
        }

        var projection = new MissionProjection(key.MissionId);
        var reader = new EventReader(EnvelopeRules.Ingest);
        foreach (var stored in await project.ReadAsync(new EventQuery { MissionId = key.MissionId, WithRemoved = true }))
        {
            projection.Apply(reader.Read(stored.Envelope).ValueOrThrow(), stored.Sequence);
        }

        _loaded[key] = projection;
        return projection;
    }

    /// <summary>Forgets a projection that holds what was rolled back.</summary>
    public void Drop(MissionKey key)
    {
        if (_loaded.TryRemove(key, out var projection))
        {
            projection.Drop();
        }
    }

    /// <summary>A mission as it is now.</summary>
    /// <param name="key">A mission that exists.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<MissionSnapshot> ReadAsync(MissionKey key, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (_loaded.TryGetValue(key, out var projection) && await projection.ReadAsync() is { } snapshot)
            {
                return snapshot;
            }

            await log.AppendAsync(new LoadWork(this, key), cancellationToken);
        }
    }

    /// <summary>Loads a projection without writing: under the project's lock no event can slip between the reading and the registering.</summary>
    private sealed class LoadWork(MissionProjections projections, MissionKey key) : IAppendWork
    {
        private MissionProjection? _projection;

        public Guid ProjectId => key.ProjectId;

        public int Weight => 1;

        public async ValueTask ExecuteAsync(IProjectWriter project) => _projection = await projections.LoadAsync(project, key);

        public void Committed() => _projection?.Commit();

        public void RolledBack() => projections.Drop(key);
    }
}
