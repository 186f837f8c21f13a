using SpecKitty.Server.Tests.Commands;

namespace SpecKitty.Server.Tests.Nodes.Fire;

/// <summary>One of the servers under fire: a process that can be killed, frozen and started again on its port.</summary>
/// <param name="database">The connection string of the shared database.</param>
/// <param name="port">The port, the same after each start.</param>
/// <param name="secondsAhead">How far its clock is ahead.</param>
internal sealed class FireNode(string database, int port, int secondsAhead) : IAsyncDisposable
{
    private ServerProcess? _process;

    /// <summary>Where it listens, whether it runs or not.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{port}");

    public async Task StartAsync()
    {
        _process = ServerProcess.Start(
            [
                "--urls", Address.ToString(),
                "--set", "limits.requests_per_minute_per_principal=0", "--set", "limits.requests_per_minute_per_team=0",
                "--set", "limits.events_per_minute_per_principal=0", "--set", "limits.events_per_minute_per_team=0",
            ],
            new Dictionary<string, string>(FakeClock.Ahead(secondsAhead), StringComparer.Ordinal) { ["SPECKITTY_DATABASE"] = database });
        await _process.AddressAsync();
    }

    public void Freeze() => _process!.Freeze();

    public void Thaw() => _process!.Continue();

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.DisposeAsync();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }
    }
}
