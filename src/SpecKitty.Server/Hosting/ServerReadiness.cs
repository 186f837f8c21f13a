using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Hosting;

/// <summary>Whether the server should be sent requests now.</summary>
internal sealed class ServerReadiness(IServerStore store, IHostApplicationLifetime lifetime, TimeProvider time) : IDisposable
{
    /// <summary>How long the storage may take to answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Anybody may ask, and each question that goes through writes to the disk.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private (long At, string? Fault, TimeSpan Took)? _last;

    /// <summary>What the server is doing.</summary>
    public ServerStage Stage => lifetime.ApplicationStopping.IsCancellationRequested
        ? ServerStage.Draining
        : lifetime.ApplicationStarted.IsCancellationRequested ? ServerStage.Running : ServerStage.Starting;

    public void Dispose() => _gate.Dispose();

    /// <summary>Asks the storage whether it takes writes.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Why it does not, without details of the machine, or null; and how long the answer took.</returns>
    public async Task<(string? Fault, TimeSpan Took)> CheckStorageAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && time.GetElapsedTime(last.At) < Fresh)
            {
                return (last.Fault, last.Took);
            }

            var began = time.GetTimestamp();
            var fault = await ProbeAsync(cancellationToken);
            var took = time.GetElapsedTime(began);
            _last = (time.GetTimestamp(), fault, took);
            return (fault, took);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // A write that hangs in the system's hands does not listen to the token.
            await store.Health.CheckWritableAsync(either.Token).WaitAsync(either.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"The storage did not commit a write within {Patience.TotalSeconds:0} seconds.";
        }
#pragma warning disable CA1031 // Whatever a store throws means the same here: it takes no writes.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return $"The storage does not take writes ({exception.GetType().Name}).";
        }
    }
}
