using SpecKitty.Load.Http;
using SpecKitty.Load.Measures;
using SpecKitty.Load.Servers;

namespace SpecKitty.Load.Scenarios;

/// <summary>Posts of one event: what many clients gain by sharing commits.</summary>
internal static class SingleScenario
{
    private const int Clients = 64;
    private const int MostPostsASecond = 20_000;

    public static async Task RunAsync(LoadTarget target, double seconds)
    {
        var limit = TimeSpan.FromSeconds(seconds);
        await target.SettleAsync();
        var rows = await target.WriteRowsAsync([Prepared.Rows((int)(seconds * 10))], 1, limit);
        var one = await PostAsync(target, 1, null, limit);
        var together = await PostAsync(target, Clients, Guid.NewGuid(), limit);
        var apart = await PostAsync(target, Clients, null, limit);

        Report.Begin("Posts of one event", "post");
        Report.Write("one-row transactions, 1 connection, no server", rows, Report.Ratio(rows, one));
        Report.Write("HTTP, 1 client: one commit a post", one);
        Report.Write($"HTTP, {Clients} clients in one project", together, Report.Ratio(together, one, 5));
        Report.Write($"HTTP, {Clients} clients, a project each", apart, Report.Ratio(apart, one, 5));
    }

    private static async Task<Measured> PostAsync(LoadTarget target, int clients, Guid? project, TimeSpan limit)
    {
        var token = await target.Client.SignInAsync();
        var bodies = await Prepared.SinglesAsync(target, clients, (int)(limit.TotalSeconds * MostPostsASecond / Math.Max(clients, 4)), project);
        GC.Collect();
        return await Posting.RunAsync(target, token, bodies, 1, "success", limit);
    }
}
