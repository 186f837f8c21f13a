using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace SpecKitty.Server.Tests.Storage.Postgres;

/// <summary>A PostgreSQL on a free port that is thrown away at the end.</summary>
/// <remarks>A shell waits for this process to end, however it ends, and then stops the server and removes its folder.</remarks>
internal sealed class ThrowawayPostgres : IAsyncDisposable
{
    /// <summary>What to tell somebody who has no PostgreSQL.</summary>
    public const string HowToInstall
        = "Its initdb was not found. Install it (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; Alpine: apk add postgresql; macOS: brew install postgresql@17).";

    private readonly Process _keeper;

    private ThrowawayPostgres(string connectionString, string dataFolder, Process keeper)
    {
        ConnectionString = connectionString;
        DataFolder = dataFolder;
        _keeper = keeper;
    }

    /// <summary>Leads to the database postgres, as a user who may do everything.</summary>
    public string ConnectionString { get; }

    /// <summary>Where the server keeps its data.</summary>
    public string DataFolder { get; }

    /// <summary>Makes a server and waits until it answers.</summary>
    /// <param name="settings">Options of postgres, such as <c>-c fsync=off</c>; everything else is as initdb leaves it.</param>
    public static async Task<ThrowawayPostgres> StartAsync(string settings)
    {
        var binaries = FindBinaries() ?? throw new InvalidOperationException(HowToInstall);
        var folder = Directory.CreateTempSubdirectory("speckitty-postgres-").FullName;
        int[] ports = FreePorts(8);
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var script = $$"""
            trap '' INT TERM HUP
            as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
            cd /
            printf '%s' '{{password}}' > '{{folder}}/password'
            if [ "$(id -u)" = 0 ]; then chown -R postgres '{{folder}}'; fi
            started=
            if as_owner '{{binaries}}/initdb' -D '{{folder}}/data' -U speckitty -A scram-sha-256 --pwfile='{{folder}}/password' -E UTF8 --locale=C --no-sync >'{{folder}}/initdb.log' 2>&1; then
              # Somebody may take a port in the moment before the server does.
              for port in {{string.Join(' ', ports)}}; do
                if as_owner '{{binaries}}/pg_ctl' -D '{{folder}}/data' -l '{{folder}}/server.log' -w -t 180 \
                   -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= {{settings}}" start >>'{{folder}}/start.log' 2>&1; then
                  started=$port
                  break
                fi
                grep -q 'in use' '{{folder}}/server.log' || break
              done
            fi
            if [ -n "$started" ]; then echo "ready $started"; else cat '{{folder}}'/*.log | tr '\n' ' '; echo; fi
            while read -r command; do
              case "$command" in
                stop) as_owner '{{binaries}}/pg_ctl' -D '{{folder}}/data' -w -m immediate stop >>'{{folder}}/start.log' 2>&1 ;;
                start) as_owner '{{binaries}}/pg_ctl' -D '{{folder}}/data' -l '{{folder}}/server.log' -w -t 180 \
                   -o "-p $started -c listen_addresses=127.0.0.1 -c unix_socket_directories= {{settings}}" start >>'{{folder}}/start.log' 2>&1 ;;
              esac
              echo "exit code $?"
            done
            as_owner '{{binaries}}/pg_ctl' -D '{{folder}}/data' -m immediate stop >/dev/null 2>&1
            rm -rf '{{folder}}'
            """;
        var keeper = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var answer = await keeper.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(300));
        if (answer?.Split(' ') is not ["ready", var text] || !int.TryParse(text, CultureInfo.InvariantCulture, out var port))
        {
            keeper.StandardInput.Close();
            throw new InvalidOperationException($"PostgreSQL did not start: {answer}");
        }

        var connection = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = "speckitty", Password = password, Database = "postgres" };
        return new ThrowawayPostgres(connection.ConnectionString, Path.Combine(folder, "data"), keeper);
    }

    /// <summary>The folder of the programs; null when there is none.</summary>
    public static string? FindBinaries()
    {
        string[] folders =
        [
            AskPgConfig(),
            .. Versions("/usr/lib/postgresql", "bin"),
            .. Versions("/opt/homebrew/opt", "bin"),
            .. Versions("/usr/local/opt", "bin"),
            "/usr/libexec/postgresql",
            "/usr/bin",
            "/usr/local/bin",
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
        ];
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    /// <summary>Stops the server at once, as a crash does: without a checkpoint, and without a word to its clients.</summary>
    public Task StopImmediatelyAsync() => CommandAsync("stop");

    /// <summary>Starts a stopped server on the same port; it recovers from its log.</summary>
    public Task StartAgainAsync() => CommandAsync("start");

    /// <summary>Ends every other connection, as an operator or a network fault does.</summary>
    public async Task TerminateBackendsAsync()
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()", connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stops the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(180));
        _keeper.Dispose();
    }

    private async Task CommandAsync(string command)
    {
        await _keeper.StandardInput.WriteLineAsync(command);
        await _keeper.StandardInput.FlushAsync();
        var answer = await _keeper.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(180));
        if (answer != "exit code 0")
        {
            throw new InvalidOperationException($"PostgreSQL did not {command}: {answer}");
        }
    }

    private static IEnumerable<string> Versions(string folder, string binaries) => Directory.Exists(folder)
        ? Directory.GetDirectories(folder).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, binaries))
        : [];

    private static string AskPgConfig()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("pg_config", ["--bindir"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            return process.StandardOutput.ReadToEnd().Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }

    // Ports that nobody has right now.
    public static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (var listener in listeners)
        {
            listener.Start();
        }

        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in listeners)
        {
            listener.Dispose();
        }

        return ports;
    }
}
