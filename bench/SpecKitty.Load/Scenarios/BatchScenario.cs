using SpecKitty.Load.Http;
using SpecKitty.Load.Measures;
using SpecKitty.Load.Servers;

namespace SpecKitty.Load.Scenarios;

/// <summary>Full batches over HTTP, against the same rows written straight into the table.</summary>
internal static class BatchScenario
{
    // Rounds take turns, so that what the machine does beside this falls on all alike.
    private const int Rounds = 2;

    // More than the machines that this was made on can take in.
    private const int MostBatchesASecond = 120;

    public static async Task RunAsync(LoadTarget target, double seconds)
    {
        var limit = TimeSpan.FromSeconds(seconds / Rounds);
        var baselines = new Dictionary<int, Measured>();
        Measured? one = null;
        Measured? four = null;
        Measured? shared = null;
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var connections in target.BaselineConnections)
            {
                var measured = await WriteAsync(target, connections, limit);
                baselines[connections] = baselines.TryGetValue(connections, out var before) ? before + measured : measured;
            }

            one = Add(one, await PostAsync(target, 1, null, limit));
            four = Add(four, await PostAsync(target, 4, null, limit));
            shared = Add(shared, await PostAsync(target, 4, Guid.NewGuid(), limit));
        }

        Report.Begin($"Batches of {Prepared.BatchSize} events", "batch");
        foreach (var (connections, baseline) in baselines)
        {
            Report.Write($"{target.BatchBaseline}, connections: {connections}", baseline);
        }

        var alone = baselines[1];
        var many = baselines.GetValueOrDefault(4, alone);
        Report.Write("HTTP, 1 client", one!, Report.Ratio(one!, alone, 0.5));
        Report.Write("HTTP, 4 clients, a project each", four!, Report.Ratio(four!, many, many == alone ? 0.5 : 0.6));
        Report.Write("HTTP, 4 clients in one project", shared!, Report.Ratio(shared!, many));
    }

    private static async Task<Measured> WriteAsync(LoadTarget target, int connections, TimeSpan limit)
    {
        var rows = Prepared.Rows(connections, Batches(connections, limit));
        await target.SettleAsync();
        GC.Collect();
        return await target.WriteRowsAsync(rows, Prepared.BatchSize, limit);
    }

    private static async Task<Measured> PostAsync(LoadTarget target, int clients, Guid? project, TimeSpan limit)
    {
        var token = await target.Client.SignInAsync();
        var bodies = await Prepared.BatchesAsync(target, clients, Batches(clients, limit), project);
        if (project is null)
        {
            await target.SettleAsync();
        }

        GC.Collect();
        return await Posting.RunAsync(target, token, bodies, Prepared.BatchSize, "success", limit);
    }

    private static int Batches(int clients, TimeSpan limit) => (int)Math.Ceiling(limit.TotalSeconds * MostBatchesASecond / clients);

    private static Measured Add(Measured? before, Measured measured) => before is null ? measured : before + measured;
}
