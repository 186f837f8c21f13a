using System.Diagnostics;
using System.Text;
using SpecKitty.Load.Http;
using SpecKitty.Load.Servers;
using SpecKitty.Load.Traffic;

namespace SpecKitty.Load.Scenarios;

/// <summary>Single posts of small missions, alone and beside a team that loads the server as much as it can: what one team costs the others.</summary>
internal static class NeighbourScenario
{
    private const int Clients = 4;
    private const int Contexts = 400;
    private const int HeavyClients = 2;
    private const int HeavyBatch = 500;
    private const double MostRatio = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(LoadTarget target, double seconds)
    {
        var token = await target.Client.SignInAsync();
        var producers = new List<Producer>();
        for (var client = 0; client < Clients; client++)
        {
            producers.Add(Producer.OfMission(await target.Client.MakeMissionAsync(Guid.NewGuid(), $"small-{client}")));
        }

        using var heavy = new LoadClient(target.Server.Address, ServerUnderLoad.Neighbour, ServerUnderLoad.Password);
        var heavyToken = await heavy.SignInAsync();
        var place = await heavy.MakeMissionAsync(Guid.NewGuid(), "crowd", Contexts);
        var crowd = new CrowdProducer(place);

        // The first posts are for the compiler.
        await PostPacedAsync(target, token, producers, TimeSpan.FromSeconds(3));
        var alone = await PostPacedAsync(target, token, producers, TimeSpan.FromSeconds(seconds));

        using var stopping = new CancellationTokenSource();
        var loading = LoadAsync(target, heavyToken, crowd, stopping.Token);
        await PostPacedAsync(target, token, producers, TimeSpan.FromSeconds(3));
        var beside = await PostPacedAsync(target, token, producers, TimeSpan.FromSeconds(seconds));
        await stopping.CancelAsync();
        var batches = await loading;

        Console.WriteLine($"\n## Single posts of {Clients} clients, a mission each, one every {Pause.TotalMilliseconds:0} ms; the neighbour posted {batches} batches of {HeavyBatch} by {Contexts} contexts on one target\n");
        Console.WriteLine("| what | posts | p50 ms | p95 ms | p99 ms | most ms | ratio of p99 |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        Write("alone", alone, "baseline");
        var ratio = Percentile(beside, 0.99) / Percentile(alone, 0.99);
        Write("beside the neighbour", beside, FormattableString.Invariant($"**{ratio:0.0}** ({(ratio <= MostRatio ? "within" : "misses")} {MostRatio:0})"));
    }

    /// <summary>Posts single events at a steady pace, and measures each.</summary>
    private static async Task<double[]> PostPacedAsync(LoadTarget target, string token, IReadOnlyList<Producer> producers, TimeSpan limit)
    {
        var all = await Task.WhenAll(producers.Select(producer => Task.Run(async () =>
        {
            using var posting = await PostConnection.OpenAsync(target.Server.Address, token, isGzip: false);
            using var timer = new PeriodicTimer(Pause);
            var latencies = new List<double>();
            var began = Stopwatch.GetTimestamp();
            for (var due = TimeSpan.Zero; due < limit; due += Pause)
            {
                while (Stopwatch.GetElapsedTime(began) < due)
                {
                    await timer.WaitForNextTickAsync();
                }

                var sent = Stopwatch.GetTimestamp();
                await PostAsync(posting, BatchBody.Plain(producer.Make(1)), 1);
                latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }

            return latencies;
        })));
        return [.. all.SelectMany(latencies => latencies).Order()];
    }

    private static async Task<int> LoadAsync(LoadTarget target, string token, CrowdProducer crowd, CancellationToken stopping)
    {
        var gate = new Lock();
        using (var gathering = await PostConnection.OpenAsync(target.Server.Address, token, isGzip: true))
        {
            await PostAsync(gathering, BatchBody.Gzip(crowd.Gather()), 2 * Contexts);
        }

        var counts = await Task.WhenAll(Enumerable.Range(0, HeavyClients).Select(_ => Task.Run(async () =>
        {
            using var posting = await PostConnection.OpenAsync(target.Server.Address, token, isGzip: true);
            var batches = 0;
            for (; !stopping.IsCancellationRequested; batches++)
            {
                LoadEvent[] batch;
                lock (gate)
                {
                    batch = crowd.Stir(HeavyBatch);
                }

                await PostAsync(posting, BatchBody.Gzip(batch), HeavyBatch);
            }

            return batches;
        })));
        return counts.Sum();
    }

    private static async Task PostAsync(PostConnection connection, byte[] body, int events)
    {
        var answer = await connection.PostAsync(body);
        if (answer.Status != 200 || answer.Body.Span.Count("\"status\":\"success\""u8) != events)
        {
            var text = Encoding.UTF8.GetString(answer.Body.Span);
            throw new InvalidOperationException($"The server answered {answer.Status}: {text[..Math.Min(text.Length, 2000)]}");
        }
    }

    private static void Write(string what, double[] sorted, string ratio)
        => Console.WriteLine(FormattableString.Invariant(
            $"| {what} | {sorted.Length:#,0} | {Percentile(sorted, 0.5):0.0} | {Percentile(sorted, 0.95):0.0} | {Percentile(sorted, 0.99):0.0} | {sorted[^1]:0.0} | {ratio} |"));

    private static double Percentile(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
