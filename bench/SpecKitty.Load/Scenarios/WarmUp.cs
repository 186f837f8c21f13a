using SpecKitty.Load.Http;
using SpecKitty.Load.Servers;

namespace SpecKitty.Load.Scenarios;

/// <summary>Lets the server compile what it will run, before anything counts.</summary>
internal static class WarmUp
{
    private const int Batches = 120;
    private const int KnownBatches = 20;
    private const int Posts = 3000;

    public static async Task RunAsync(LoadTarget target)
    {
        var token = await target.Client.SignInAsync();
        var clients = await Prepared.BatchesAsync(target, 4, Batches, sharedProject: null);
        await Posting.RunAsync(target, token, clients, Prepared.BatchSize, "success", TimeSpan.FromSeconds(8));
        await Posting.RunAsync(target, token, [.. clients.Select(bodies => bodies.Take(KnownBatches).ToList())], Prepared.BatchSize, "duplicate", TimeSpan.FromSeconds(2));
        var singles = await Prepared.SinglesAsync(target, 4, Posts, sharedProject: null);
        await Posting.RunAsync(target, token, singles, 1, "success", TimeSpan.FromSeconds(3));
        await target.WriteRowsAsync([Prepared.Rows(20)], Prepared.BatchSize, TimeSpan.FromSeconds(2));
        await target.WriteRowsAsync([Prepared.Rows(1)], 1, TimeSpan.FromSeconds(1));
    }
}
