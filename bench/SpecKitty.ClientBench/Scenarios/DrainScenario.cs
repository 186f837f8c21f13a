using System.Diagnostics;
using SpecKitty.Client.Credentials;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Http;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Syncing;
using SpecKitty.ClientBench.Measures;
using SpecKitty.ClientBench.Queues;
using SpecKitty.Load.Http;
using SpecKitty.Load.Measures;
using SpecKitty.Load.Scenarios;
using SpecKitty.Load.Servers;
using SpecKitty.Load.Traffic;

namespace SpecKitty.ClientBench.Scenarios;

/// <summary>A full queue into a local server, against what the server takes when the same batches are posted to it ready-made.</summary>
internal static class DrainScenario
{
    public static async Task RunAsync(int rounds, int batches)
    {
        await using var target = await LoadTarget.StartAsync("sqlite", isSoak: false);
        var posted = new RatedRounds("posts of batches that were made before, 1 connection");
        var drained = new RatedRounds("BatchSync.RunAsync");
        var (posting, draining) = (default(CpuTimes), default(CpuTimes));

        // The first round is for the compilers of both sides and is not counted.
        for (var round = 0; round <= rounds; round++)
        {
            var direct = await PostAsync(target, batches);
            var (elapsed, cpu) = await DrainAsync(target, batches);
            if (round == 0)
            {
                continue;
            }

            posted.Add((int)direct.Events, direct.Elapsed);
            drained.Add(batches * Prepared.BatchSize, elapsed);
            (posting, draining) = (posting + direct.Cpu, draining + cpu);
        }

        RatedRounds.Begin($"Draining {batches * Prepared.BatchSize:#,0} events into a local server ({target.Name})");
        posted.Write();
        drained.Write(posted, 0.7);
        var all = (double)rounds * batches * Prepared.BatchSize;
        Console.WriteLine(FormattableString.Invariant(
            $"\nProcessor µs an event: posts, client {posting.Client.TotalMicroseconds / all:0.0} and server {posting.Server.TotalMicroseconds / all:0.0}; sync, client {draining.Client.TotalMicroseconds / all:0.0} and server {draining.Server.TotalMicroseconds / all:0.0}."));
    }

    private static async Task<Measured> PostAsync(LoadTarget target, int batches)
    {
        var token = await target.Client.SignInAsync();
        var bodies = await Prepared.BatchesAsync(target, clients: 1, batches, sharedProject: null);
        GC.Collect();
        return await Posting.RunAsync(target, token, bodies, Prepared.BatchSize, "success", TimeSpan.FromHours(1));
    }

    private static async Task<(TimeSpan Elapsed, CpuTimes Cpu)> DrainAsync(LoadTarget target, int batches)
    {
        using var home = new BenchHome();
        await target.Client.SignInAsync();
        var place = await target.Client.MakeMissionAsync(home.Project.ProjectUuid, "M000");
        var producer = Producer.OfMission(place);
        for (var batch = 0; batch < batches; batch++)
        {
            home.Queue.EnqueueAll([.. producer.Make(Prepared.BatchSize).Select(made => BenchHome.Queued(made, place.ProjectId))]);
        }

        var store = new CredentialStore(home.Home);
        var links = new ProjectLinks(home.Home);
        var signIn = await ServerConnection.SignInAsync(store, ServerAddress.Parse(target.Server.Address.AbsoluteUri), ServerUnderLoad.Username, ServerUnderLoad.Password);
        links.Link(new ProjectLink(place.ProjectId, signIn.Server, signIn.Username, TimeProvider.System.GetUtcNow()));
        using var connection = ServerConnection.Open(store);
        GC.Collect();
        var before = target.CpuTimes();
        var began = Stopwatch.GetTimestamp();
        var summary = await new BatchSync(home.Queue, connection, new ClockFile(home.Home), links).RunAsync();
        var elapsed = Stopwatch.GetElapsedTime(began);

        // A figure that counts what was not delivered would be worth nothing.
        return summary.Stopped is null && summary.Synced == batches * Prepared.BatchSize
            ? (elapsed, target.CpuTimes() - before)
            : throw new InvalidOperationException($"The sync did not deliver everything: {summary}", summary.Stopped);
    }
}
