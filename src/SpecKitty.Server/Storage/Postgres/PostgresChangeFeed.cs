using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Hears from other nodes which projects have grown, over one connection that lives as long as the node.</summary>
/// <remarks>It connects when the first subscriber comes. Whenever it has connected, subscribers learn that any project may have changed: notifications in between are lost.</remarks>
internal sealed class PostgresChangeFeed(PostgresDatabase database, Guid node, TimeProvider time) : IChangeFeed, IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private Subscription[] _subscriptions = [];
    private Task? _loop;

    public IDisposable Subscribe(Action<Guid?> changed)
    {
        var subscription = new Subscription(this, changed);
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions, subscription];
            _loop ??= Task.Run(LoopAsync);
        }

        return subscription;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await (_loop ?? Task.CompletedTask);
        _stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        var pause = FirstPause;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = database.MakeListener();
                await ListenAsync(connection);
                pause = FirstPause;
                while (true)
                {
                    await connection.WaitAsync(_stopping.Token);
                }
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever broke the connection, the next one makes up for it.
            catch (Exception)
#pragma warning restore CA1031
            {
                await PauseAsync(pause);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection)
    {
        await connection.OpenAsync(_stopping.Token);
        connection.Notification += (_, notification) =>
        {
            if (PostgresNotifier.TryRead(notification.Payload, node, out var project))
            {
                Tell(project);
            }
        };
        await PostgresStatement.ExecuteAsync(connection, [PostgresStatement.Make($"LISTEN {PostgresNotifier.Channel}")], _stopping.Token);
        Tell(null);
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, time, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }

    private void Tell(Guid? project)
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Changed(project);
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
        }
    }

    private sealed class Subscription(PostgresChangeFeed feed, Action<Guid?> changed) : IDisposable
    {
        public Action<Guid?> Changed => changed;

        public void Dispose() => feed.Remove(this);
    }
}
