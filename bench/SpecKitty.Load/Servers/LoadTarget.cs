using System.Diagnostics;
using SpecKitty.Load.Http;
using SpecKitty.Load.Measures;
using SpecKitty.Load.Traffic;

namespace SpecKitty.Load.Servers;

/// <summary>A server on one of the stores, and the store by itself.</summary>
internal abstract class LoadTarget(ServerUnderLoad server) : IAsyncDisposable
{
    /// <summary>The server.</summary>
    public ServerUnderLoad Server => server;

    /// <summary>For whoever signs in.</summary>
    public LoadClient Client { get; } = new(server.Address, ServerUnderLoad.Username, ServerUnderLoad.Password);

    /// <summary>The store, with its version.</summary>
    public abstract string Name { get; }

    /// <summary>How many connections the baselines are measured with.</summary>
    public abstract IReadOnlyList<int> BaselineConnections { get; }

    /// <summary>What the baseline of a batch does.</summary>
    public abstract string BatchBaseline { get; }

    public static async Task<LoadTarget> StartAsync(string store, bool isSoak)
    {
        // What one caller may send in a minute is no measure of what the server can do. The rest is as the server comes, but for the cache of a soak, which is to be full soon.
        string[] settings =
        [
            "limits.requests_per_minute_per_principal=0",
            "limits.events_per_minute_per_principal=0",
            "limits.requests_per_minute_per_team=0",
            "limits.events_per_minute_per_team=0",
            "limits.streams_per_principal=10000",
            .. isSoak ? (string[])["cache.events=50000"] : [],
        ];
        return store == "postgres" ? await PostgresTarget.StartAsync(settings) : await SqliteTarget.StartAsync(settings);
    }

    /// <summary>Makes every measure begin alike: the database has nothing left to do of the one before.</summary>
    public abstract Task SettleAsync();

    /// <summary>Writes rows into the table of events, a transaction for so many of them, and nothing else.</summary>
    /// <param name="rows">The rows of each connection, in order.</param>
    /// <param name="rowsOfTransaction">Rows of one transaction.</param>
    /// <param name="limit">When to stop.</param>
    public abstract Task<Measured> WriteRowsAsync(IReadOnlyList<TrafficRows> rows, int rowsOfTransaction, TimeSpan limit);

    /// <summary>The processor time that everybody has used so far.</summary>
    public CpuTimes CpuTimes()
    {
        using var self = Process.GetCurrentProcess();
        return new CpuTimes(self.TotalProcessorTime, server.CpuTime, DatabaseCpuTime());
    }

    public virtual async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await server.DisposeAsync();
    }

    protected abstract TimeSpan DatabaseCpuTime();

    /// <summary>Runs the connections of a baseline, each on a thread of its own.</summary>
    protected Task<Measured> MeasureWritersAsync(IReadOnlyList<TrafficRows> rows, int rowsOfTransaction, TimeSpan limit, Action<int, ArraySegment<LoadEvent>, long> write)
        => Measured.RunAsync(this, async began =>
        {
            var latencies = await Task.WhenAll(rows.Select((own, connection) => Task.Factory.StartNew(() => WriteAll(own.Events, connection, began), TaskCreationOptions.LongRunning)));
            return (latencies.SelectMany(own => own), rowsOfTransaction);

            List<double> WriteAll(LoadEvent[] events, int connection, long start)
            {
                var milliseconds = new List<double>();
                for (var at = 0; at + rowsOfTransaction <= events.Length; at += rowsOfTransaction)
                {
                    var wrote = Stopwatch.GetTimestamp();
                    if (Stopwatch.GetElapsedTime(start, wrote) >= limit)
                    {
                        break;
                    }

                    write(connection, new ArraySegment<LoadEvent>(events, at, rowsOfTransaction), at + 1);
                    milliseconds.Add(Stopwatch.GetElapsedTime(wrote).TotalMilliseconds);
                }

                return milliseconds;
            }
        });
}
