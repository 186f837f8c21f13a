using SpecKitty.Server.Webhooks;

namespace SpecKitty.Server.Hosting;

/// <summary>Keeps a server that was told to stop at its addresses for a while: whoever balances sees <c>/readyz</c> fail and turns away before connections are refused.</summary>
internal sealed class DrainDelay(ServerOptions options, WebhookDispatcher webhooks, TimeProvider time) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (options.DrainDelay > TimeSpan.Zero)
        {
            await Task.Delay(options.DrainDelay, time, cancellationToken);
        }

        // Beside the requests that have begun, since each may need the whole time.
        webhooks.Finish();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
