using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace SpecKitty.Server.Tests.Storage.Postgres;

/// <summary>A PgBouncer in front of one database, stopped at the end.</summary>
/// <remarks>A shell waits for this process to end, however it ends, and then stops PgBouncer and removes its folder.</remarks>
internal sealed class ThrowawayPgBouncer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _keeper;

    private ThrowawayPgBouncer(string connectionString, Process keeper)
    {
        ConnectionString = connectionString;
        _keeper = keeper;
    }

    /// <summary>Leads to the database through the pooler.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether PgBouncer is installed.</summary>
    public static bool IsInstalled => Find() is not null;

    /// <summary>Starts a pooler and waits until it accepts connections.</summary>
    /// <param name="database">The connection string of the database.</param>
    /// <param name="mode">Its <c>pool_mode</c>.</param>
    public static async Task<ThrowawayPgBouncer> StartAsync(string database, string mode)
    {
        var target = new NpgsqlConnectionStringBuilder(database);
        var port = FreePort();
        var folder = Directory.CreateTempSubdirectory("speckitty-pgbouncer-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "users.txt"), $"\"{target.Username}\" \"{target.Password}\"\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "pgbouncer.ini"),
            $"""
            [databases]
            {target.Database} = host={target.Host} port={target.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = plain
            auth_file = {folder}/users.txt
            pool_mode = {mode}
            default_pool_size = 60
            max_client_conn = 200
            """);
        var script = $"""
            trap '' INT TERM HUP
            as_owner() {"{"} if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; {"}"}
            if [ "$(id -u)" = 0 ]; then chown -R postgres '{folder}'; fi
            as_owner '{Find()}' -q '{folder}/pgbouncer.ini' >'{folder}/log' 2>&1 &
            pid=$!
            cat >/dev/null
            pkill -TERM -P $pid 2>/dev/null || kill -TERM $pid 2>/dev/null
            wait $pid
            rm -rf '{folder}'
            """;
        var keeper = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { UseShellExecute = false, RedirectStandardInput = true })!;
        await UntilOpenAsync(port);
        return new ThrowawayPgBouncer(new NpgsqlConnectionStringBuilder(database) { Host = "127.0.0.1", Port = port, Pooling = true }.ConnectionString, keeper);
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync().WaitAsync(Patience);
        _keeper.Dispose();
    }

    private static string? Find() => ((string[])["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"])
        .Select(folder => Path.Combine(folder, "pgbouncer"))
        .FirstOrDefault(File.Exists);

    private static async Task UntilOpenAsync(int port)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                limit.Token.ThrowIfCancellationRequested();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
