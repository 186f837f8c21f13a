using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Browser.Tests.Support;

/// <summary>A server that nobody has put anything on, for tests that only look at it.</summary>
public sealed class EmptyServer : IAsyncLifetime
{
    internal RunningServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RunningServer.StartAsync(TimeProvider.System);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
