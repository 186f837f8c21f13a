using System.Globalization;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Tells other nodes which projects have grown, after the commit.</summary>
/// <remarks>
/// A transaction that notifies holds a lock of the whole database while it commits, so that commits with notifications wait for each other and for the disk.
/// Notifications therefore go out behind the commits, whatever has gathered in one statement that writes nothing to the disk. One that is lost with its node is made up for by whoever reads the log.
/// </remarks>
internal sealed class PostgresNotifier(PostgresDatabase database, Guid node, TimeProvider time) : IAsyncDisposable
{
    public const string Channel = "speckitty_projects";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private HashSet<Guid> _changed = [];
    private Task _loop = Task.CompletedTask;
    private bool _isRunning;

    /// <summary>Notes that a project has grown.</summary>
    public void Changed(Guid projectId)
    {
        lock (_gate)
        {
            _changed.Add(projectId);
            if (!_isRunning)
            {
                _isRunning = true;
                _loop = Task.Run(LoopAsync);
            }
        }
    }

    /// <summary>What a notification says: who has written, and to which project.</summary>
    public static string Payload(Guid node, Guid project) => string.Create(CultureInfo.InvariantCulture, $"{node:N} {project:D}");

    /// <summary>Reads a notification.</summary>
    /// <returns>False when it is of the node itself. A project of null when it says nothing that can be read.</returns>
    public static bool TryRead(string payload, Guid node, out Guid? project)
    {
        project = payload.Length > 33 && Guid.TryParse(payload.AsSpan(33), out var id) ? id : null;
        return !payload.StartsWith(node.ToString("N"), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        while (Take() is { } changed)
        {
            try
            {
                await database.UseAsync(
                    connection => PostgresStatement.ExecuteAsync(
                        connection,
                        [PostgresStatement.Make("SELECT pg_notify($1, p) FROM unnest($2) AS p", PostgresValues.Text(Channel), PostgresValues.Texts(changed.Select(project => Payload(node, project))))]),
                    CancellationToken.None);
            }
#pragma warning disable CA1031 // Whatever it is, the others must hear of it once it is over.
            catch (Exception)
#pragma warning restore CA1031
            {
                PutBack(changed);
                try
                {
                    await Task.Delay(Pause, time, _stopping.Token);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }

    private HashSet<Guid>? Take()
    {
        lock (_gate)
        {
            if (_changed.Count == 0)
            {
                _isRunning = false;
                return null;
            }

            var changed = _changed;
            _changed = [];
            return changed;
        }
    }

    private void PutBack(HashSet<Guid> changed)
    {
        lock (_gate)
        {
            _changed.UnionWith(changed);
        }
    }
}
