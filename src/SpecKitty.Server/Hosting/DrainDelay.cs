namespace SpecKitty.Server.Hosting;

/// <summary>Keeps a server that was told to stop at its addresses for a while: whoever balances sees <c>/readyz</c> fail and turns away before connections are refused.</summary>
internal sealed class DrainDelay(ServerOptions options, TimeProvider time) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => options.DrainDelay > TimeSpan.Zero ? Task.Delay(options.DrainDelay, time, cancellationToken) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
